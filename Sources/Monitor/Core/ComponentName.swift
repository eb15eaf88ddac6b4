/// What a page calls one of its components: the name, the group that it stands in and, where the page tells, the region that it serves.
public struct ComponentName: Sendable, Hashable, CustomStringConvertible {
    /// Nil where the page does not group its components.
    public var group: String?
    public var name: String
    /// Nil where neither the page nor the name tells one.
    public var region: String?

    public init(group: String? = nil, name: String, region: String? = nil) {
        self.group = group
        self.name = name
        self.region = region ?? Self.region(in: name)
    }

    /// As ``StatusEvent/components`` has it: "Group - Name" where there is a group.
    public var description: String { group.map { "\($0) - \(name)" } ?? name }

    /// The parts of a component of an event: "Group - Name". A name may itself hold " - ": what stands before the first is the group.
    public init(component: String) {
        guard let dash = component.firstRange(of: Self.separator) else {
            self.init(name: component)
            return
        }
        self.init(group: String(component[..<dash.lowerBound]), name: String(component[dash.upperBound...]))
    }

    /// All that a choice of components may name it by: the whole, what stands before and after each " - ", and of the last part the text
    /// without what it has in brackets at its end ("Amazon EC2 (us-east-1)"), and that alone.
    ///
    /// - Returns: the whole first, and a bounded number of parts.
    static func parts(of component: String) -> [Substring] {
        var parts = [component[...]]
        var rest = component[...]
        while parts.count < 2 * maximumParts, let dash = rest.firstRange(of: separator) {
            parts.append(component[..<dash.lowerBound])
            rest = rest[dash.upperBound...]
            parts.append(rest)
        }
        if let (name, inBrackets) = bracketed(rest) { parts += [name, inBrackets] }
        return parts
    }

    private static let separator = " - "
    private static let maximumParts = 8

    private static func bracketed(_ name: Substring) -> (name: Substring, inBrackets: Substring)? {
        guard name.last == ")", let open = name.lastIndex(of: "("), open > name.startIndex else { return nil }
        var before = name[..<open]
        while before.last?.isWhitespace == true { before.removeLast() }
        let inside = name[name.index(after: open)...].dropLast()
        return before.isEmpty || inside.isEmpty ? nil : (before, inside)
    }

    /// "us-east-1" of "Amazon EC2 (us-east-1)": in brackets at the end, in lower case, with a dash and a number, as clouds name their regions.
    private static func region(in name: String) -> String? {
        guard let (_, inside) = bracketed(name[...]), inside.contains("-"), inside.last?.isNumber == true else { return nil }
        let isCode = inside.unicodeScalars.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "-" }
        return isCode ? String(inside) : nil
    }
}
