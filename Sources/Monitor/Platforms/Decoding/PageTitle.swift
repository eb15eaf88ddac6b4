/// What the title of a status page's feed says of whose page it is.
enum PageTitle {
    /// What platforms write behind the provider's name, the longer ones first.
    private static let endings = [
        " - Incident History", " - Incident history", " Service Status", " System Status", " Status Page", " status page", " Status",
        " status",
    ]

    /// "GitHub" from "GitHub Status - Incident History"; nil when nothing but such words is there.
    static func provider(_ title: String) -> String? {
        var name = title[...]
        while let ending = endings.first(where: name.hasSuffix) { name = name.dropLast(ending.count) }
        return name.isEmpty ? nil : String(name)
    }
}
