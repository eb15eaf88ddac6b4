import Monitor

extension StatusEvent.Status {
    /// The state that a page's word names, in Statuspage's and incident.io's spellings; nil for "Update" and for words that name
    /// no state. Letter case, spaces, dashes and underscores make no difference.
    init?(pageWord: some StringProtocol) {
        var letters: [UInt8] = []
        for byte in pageWord.utf8 where byte.isASCIILetter {
            letters.append(byte.asciiLowercased)
            guard letters.count <= 24 else { return nil }
        }
        switch String(decoding: letters, as: UTF8.self) {
        case "investigating": self = .investigating
        case "identified": self = .identified
        case "monitoring": self = .monitoring
        case "resolved": self = .resolved
        case "postmortem": self = .postmortem
        case "scheduled", "maintenancescheduled": self = .scheduled
        case "inprogress", "maintenanceinprogress": self = .inProgress
        case "verifying": self = .verifying
        case "completed", "complete", "maintenancecompleted", "maintenancecomplete": self = .completed
        default: return nil
        }
    }

    /// Whether only a planned maintenance is ever in this state.
    var isOfMaintenance: Bool {
        switch self {
        case .scheduled, .inProgress, .verifying, .completed: true
        default: false
        }
    }
}

extension StatusEvent.Severity {
    /// Statuspage's `impact`: `none`, `minor`, `major`, `critical`; `maintenance` says nothing of how bad it is and is `none`.
    init(impact: String?) {
        switch impact {
        case "maintenance": self = .none
        case let word?: self = StatusEvent.Severity(rawValue: word) ?? .unknown
        case nil: self = .unknown
        }
    }
}
