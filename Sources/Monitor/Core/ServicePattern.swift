/// A text that chooses components: an exact name, a glob (`*`, `?`), or a regular expression after `re:`. Case does not count.
///
/// It is compared with the whole name ("Group - Name"), with the group and the name alone, and with a region that stands in brackets at the end. A
/// regular expression is looked for anywhere in those; `^` and `$` tie it to their ends.
public struct ServicePattern: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    public let description: String
    private let kind: Kind

    private enum Kind: Sendable {
        case glob(GlobPattern)
        case expression(Expression)
    }

    /// Why a pattern cannot be used.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public var description: String
    }

    /// What marks a regular expression.
    public static let expressionMark = "re:"
    /// Characters of a pattern.
    public static let maximumLength = 512
    /// Characters of a name that are looked at: pages name components in far fewer.
    static let maximumTextLength = 512

    /// - Throws: ``Fault`` for a pattern that is too long, and for one that begins with `re:` and is no regular expression.
    public init(parsing pattern: String) throws(Fault) {
        guard pattern.count <= Self.maximumLength else {
            throw Fault(description: "it is longer than \(Self.maximumLength) characters")
        }
        description = pattern
        guard pattern.hasPrefix(Self.expressionMark) else {
            kind = .glob(GlobPattern(pattern))
            return
        }
        kind = .expression(try Expression(String(pattern.dropFirst(Self.expressionMark.count))))
    }

    /// A name or a glob; `re:` has no meaning here.
    public init(glob: String) {
        description = glob
        kind = .glob(GlobPattern(glob))
    }

    /// Whether a component is meant, by its whole name or by a part of it.
    public func matches(_ component: String) -> Bool {
        let bounded = component.count > Self.maximumTextLength ? String(component.prefix(Self.maximumTextLength)) : component
        return ComponentName.parts(of: bounded).contains { part in
            switch kind {
            case .glob(let glob): glob.matches(String(part))
            case .expression(let expression): expression.occurs(in: part)
            }
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.description == right.description && left.isGlob == right.isGlob }
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }

    private var isGlob: Bool { if case .glob = kind { true } else { false } }

    /// A compiled regular expression.
    ///
    /// Compiled once and never changed after; matching keeps its state in a processor of its own. That is what `@unchecked` stands for.
    private final class Expression: @unchecked Sendable {
        private let regex: Regex<AnyRegexOutput>

        init(_ pattern: String) throws(Fault) {
            guard !pattern.isEmpty else { throw Fault(description: "the regular expression after \"re:\" is empty") }
            do {
                regex = try Regex(pattern).ignoresCase()
            } catch {
                throw Fault(description: "it is no regular expression: \(error)")
            }
        }

        /// A match that the engine gives up on is none.
        func occurs(in text: Substring) -> Bool { ((try? regex.firstMatch(in: text)) ?? nil) != nil }
    }
}

extension ServicePattern: ExpressibleByStringLiteral {
    /// A name or a glob, never a regular expression.
    public init(stringLiteral value: String) { self.init(glob: value) }
}
