import Monitor
import Testing

@Suite("A choice of components")
struct ServicePatternTests {
    @Test(
        "matches the whole name, the group, the name alone and the region in brackets, and nothing else",
        arguments: [
            ("Core - Search", "Core - Search", true), ("core", "Core - Search", true), ("SEARCH", "Core - Search", true),
            ("Sea", "Core - Search", false), ("Sea*", "Core - Search", true), ("c?re", "Core - Search", true),
            ("EU - West", "EU - West - API", true), ("West - API", "EU - West - API", true), ("API", "EU - West - API", true),
            ("West", "EU - West - API", false), ("us-east-1", "Amazon EC2 (us-east-1)", true),
            ("Amazon EC2", "Amazon EC2 (us-east-1)", true),
            ("us-*", "Amazon EC2 (us-east-1)", true), ("us-east", "Amazon EC2 (us-east-1)", false), ("API (beta)", "API (beta)", true),
            ("", "API", false), ("()", "()", true), ("-", "A-B", false),
        ])
    func parts(pattern: String, component: String, matches: Bool) throws {
        #expect(try ServicePattern(parsing: pattern).matches(component) == matches)
    }

    @Test(
        "is a regular expression after re:, looked for anywhere, case left out of account",
        arguments: [
            ("re:^api", "API v2", true), ("re:^v2", "API v2", false), ("re:v\\d$", "API v2", true), ("re:^search$", "Core - Search", true),
            ("re:(eu|us)-", "Compute (us-east-1)", true), ("re:^(eu|ap)-", "Compute (us-east-1)", false), ("re:.", "", false),
            ("RE:^api", "API", false), ("re:(?-i)api", "API", false), ("re: api", "an api", true),
        ])
    func expressions(pattern: String, component: String, matches: Bool) throws {
        #expect(try ServicePattern(parsing: pattern).matches(component) == matches)
    }

    @Test("is refused when it is no regular expression or too long", arguments: ["re:(", "re:", "re:[a", "re:a{2", "re:*", "re:\\"])
    func faults(pattern: String) {
        // What an expression tolerates must at least not be taken for a glob.
        if let accepted = try? ServicePattern(parsing: pattern) { #expect(!accepted.matches("(") && pattern == "re:a{2") }
        #expect(throws: ServicePattern.Fault.self) { try ServicePattern(parsing: String(repeating: "a", count: 513)) }
    }

    @Test("looks at a bounded part of a name, and says what it was written as")
    func bounds() throws {
        let long = String(repeating: "a - ", count: 5000) + "end"
        let (atEnd, atStart) = (try ServicePattern(parsing: "re:end$"), try ServicePattern(parsing: "re:^a"))
        #expect(!atEnd.matches(long))
        #expect(atStart.matches(long))
        #expect(atStart.description == "re:^a")
        let (glob, expression) = (try ServicePattern(parsing: "API"), try ServicePattern(parsing: "re:API"))
        #expect(glob == ServicePattern(glob: "API"))
        #expect(expression != ServicePattern(glob: "re:API"))
    }

    @Test("A component's name has its group, its name and its region apart")
    func names() {
        let name = ComponentName(component: "Core - Search")
        #expect(name.group == "Core" && name.name == "Search" && name.region == nil)
        #expect(name.description == "Core - Search")
        let regional = ComponentName(component: "Amazon EC2 (us-east-1)")
        #expect(regional.group == nil && regional.region == "us-east-1")
        #expect(ComponentName(component: "API (beta)").region == nil)
        #expect(ComponentName(component: "API (v2-Beta1)").region == nil)
        #expect(ComponentName(group: "Regions", name: "Ohio", region: "us-east-2").region == "us-east-2")
    }
}
