import CYAML

/// Reads one YAML document into nodes through libyaml's events, within bounds.
///
/// Aliases are followed, and each counts as many nodes as it stands for, so that a small file cannot grow into a huge one.
struct YAMLReader {
    /// The bounds of a document; a configuration of 10,000 providers stays well inside.
    struct Limits {
        var depth = 32
        var nodes = 500_000
    }

    /// Why a document is no YAML, or more than is read.
    struct Failure: Error {
        var position: SourcePosition?
        var message: String
    }

    private struct Open {
        var node: YAMLNode
        var anchor: String?
        var nodesBefore: Int
        /// The key of a mapping that waits for its value.
        var key: YAMLNode?
    }

    private let limits: Limits
    private var stack: [Open] = []
    private var anchors: [String: (node: YAMLNode, count: Int)] = [:]
    private var nodeCount = 0
    private var root: YAMLNode?
    private var documents = 0

    private init(limits: Limits) { self.limits = limits }

    /// Reads a whole document.
    ///
    /// - Returns: nil for a document with nothing in it.
    static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(Failure) -> YAMLNode? {
        var reader = YAMLReader(limits: limits)
        var events = try YAMLEvents(bytes)
        while let event = try events.next() {
            try reader.take(event)
        }
        return reader.root
    }

    private mutating func take(_ event: YAMLEvents.Event) throws(Failure) {
        switch event.kind {
        case .documentStart:
            documents += 1
            guard documents == 1 else {
                throw Failure(position: event.position, message: "a second document begins here: a configuration is one document")
            }
        case .scalar(let text, let isPlain):
            try count(1, at: event.position)
            let node = YAMLNode(position: event.position, content: .scalar(YAMLNode.Scalar(text: text, isPlain: isPlain)))
            try add(node, anchor: event.anchor, count: 1)
        case .sequenceStart: try open(YAMLNode(position: event.position, content: .sequence([])), anchor: event.anchor)
        case .mappingStart: try open(YAMLNode(position: event.position, content: .mapping([])), anchor: event.anchor)
        case .sequenceEnd, .mappingEnd:
            guard let closed = stack.popLast() else { return }
            try add(closed.node, anchor: closed.anchor, count: nodeCount - closed.nodesBefore)
        case .alias:
            guard let anchor = event.anchor, let target = anchors[anchor] else {
                throw Failure(position: event.position, message: "no anchor named \"\(event.anchor ?? "")\" stands before this alias")
            }
            try count(target.count, at: event.position)
            try add(target.node, anchor: nil, count: target.count)
        }
    }

    private mutating func open(_ node: YAMLNode, anchor: String?) throws(Failure) {
        guard stack.count < limits.depth else {
            throw Failure(position: node.position, message: "nested more than \(limits.depth) levels deep")
        }
        stack.append(Open(node: node, anchor: anchor, nodesBefore: nodeCount, key: nil))
        try count(1, at: node.position)
    }

    private mutating func count(_ nodes: Int, at position: SourcePosition) throws(Failure) {
        nodeCount += nodes
        guard nodeCount <= limits.nodes else {
            throw Failure(position: position, message: "more than \(limits.nodes) values, aliases counted at their full size")
        }
    }

    private mutating func add(_ node: YAMLNode, anchor: String?, count: Int) throws(Failure) {
        if let anchor { anchors[anchor] = (node, count) }
        guard var parent = stack.popLast() else {
            root = node
            return
        }
        switch parent.node.content {
        case .sequence(var items):
            // The parent's copy is let go first: appending must not copy all that came before.
            parent.node.content = .sequence([])
            items.append(node)
            parent.node.content = .sequence(items)
        case .mapping(var pairs):
            if let key = parent.key {
                parent.node.content = .mapping([])
                pairs.append(YAMLNode.Pair(key: key, value: node))
                parent.node.content = .mapping(pairs)
                parent.key = nil
            } else {
                guard node.scalar != nil else {
                    throw Failure(position: node.position, message: "a key must be a single word, not \(node.kind)")
                }
                parent.key = node
            }
        case .scalar: break
        }
        stack.append(parent)
    }
}
