/// What incidents of synthetic pages are about, and what their updates say.
enum IncidentTexts {
    static let components = [
        "API", "Dashboard", "Webhooks", "Checkout", "Search", "Sign-in", "Notifications", "Exports", "Payments", "Streams",
    ]
    static let regions = ["us-east", "us-west", "eu-central", "eu-north", "ap-south"]
    static let symptoms = [
        "elevated error rates", "increased latency", "delayed processing", "a partial outage", "degraded performance",
    ]

    /// Status and text of one update; the newest, which comes first, has index 0.
    ///
    /// - Parameter count: at least 3.
    static func update(
        _ index: Int, of count: Int, _ component: String, _ region: String, _ symptom: String, _ share: Int
    ) -> (String, String) {
        let place = "\(component) in \(region)"
        if index == 0 {
            return (
                "Resolved",
                "This incident is over. Requests to \(place) are served normally again, and \(symptom) has not been seen for half an hour."
            )
        }
        if index == 1 {
            return (
                "Monitoring",
                "A change that ends \(symptom) for \(place) is in place, and we are watching its effect. Some requests may still "
                    + "fail until the queues are empty."
            )
        }
        if index == count - 1 {
            return (
                "Investigating",
                "We are looking into reports of \(symptom) for \(place). Some customers may not be able to finish what they do; "
                    + "we will say more shortly."
            )
        }
        if index == count - 2 {
            return (
                "Identified",
                "We know what causes \(symptom) for \(place), and our engineers are preparing a change that will end it. "
                    + "We are sorry for the trouble."
            )
        }
        return (
            "Update",
            "Work on \(symptom) for \(place) goes on. About \(share)% of requests are affected at this time; requests that are "
                + "sent again mostly succeed."
        )
    }
}
