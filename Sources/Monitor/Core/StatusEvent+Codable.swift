import FoundationEssentials

/// The keys of a JSON object are the property names; the timestamp is RFC 3339 in UTC.
extension StatusEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, provider, service, message, timestamp, kind, status, severity, incident, title, url, components, revision
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let time = try values.decode(String.self, forKey: .timestamp)
        guard let timestamp = RFC3339.date(from: time) else {
            throw DecodingError.dataCorruptedError(
                forKey: .timestamp, in: values, debugDescription: "\"\(time)\" is no RFC 3339 time")
        }
        self.init(
            id: try values.decode(String.self, forKey: .id), provider: try values.decode(String.self, forKey: .provider),
            service: try values.decode(String.self, forKey: .service), message: try values.decode(String.self, forKey: .message),
            timestamp: timestamp, kind: try values.decode(Kind.self, forKey: .kind),
            status: try values.decode(Status.self, forKey: .status),
            severity: try values.decode(Severity.self, forKey: .severity),
            incident: try values.decode(String.self, forKey: .incident), title: try values.decode(String.self, forKey: .title),
            url: try values.decode(String.self, forKey: .url),
            components: try values.decode([String].self, forKey: .components),
            revision: try values.decode(Int.self, forKey: .revision))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(provider, forKey: .provider)
        try values.encode(service, forKey: .service)
        try values.encode(message, forKey: .message)
        try values.encode(RFC3339.string(from: timestamp), forKey: .timestamp)
        try values.encode(kind, forKey: .kind)
        try values.encode(status, forKey: .status)
        try values.encode(severity, forKey: .severity)
        try values.encode(incident, forKey: .incident)
        try values.encode(title, forKey: .title)
        try values.encode(url, forKey: .url)
        try values.encode(components, forKey: .components)
        try values.encode(revision, forKey: .revision)
    }
}
