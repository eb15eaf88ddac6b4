/// Fills in `${NAME}` from the environment, `${file:PATH}` from a file and `${credential:NAME}` from systemd's credentials; `$${` stands for `${`.
struct Substitution {
    /// Reads a whole file, or says why it cannot.
    typealias FileReader = (_ path: String) throws(FileReadError) -> [UInt8]

    var environment: [String: String]
    var readFile: FileReader

    /// Something that could not be filled in.
    struct Failure: Error, Hashable {
        /// Characters before the `${` in question.
        var offset: Int
        var message: String
        var suggestion: String?
    }

    /// Fills in a text and collects what cannot be. What is filled in is not searched again.
    func apply(to text: String) -> (text: String, failures: [Failure]) {
        guard text.contains("${") else { return (text, []) }
        var result = ""
        var failures: [Failure] = []
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let tail = rest[dollar...]
            if tail.hasPrefix("$${") {
                result += "${"
                rest = tail.dropFirst(3)
                continue
            }
            guard tail.hasPrefix("${") else {
                result += "$"
                rest = tail.dropFirst()
                continue
            }
            let offset = text.distance(from: text.startIndex, to: dollar)
            guard let end = tail.firstIndex(of: "}") else {
                failures.append(Failure(offset: offset, message: "\"${\" without \"}\"; a text that holds \"${\" is written \"$${\""))
                return (result, failures)
            }
            do throws(Failure) {
                result += try value(of: tail[..<end].dropFirst(2), offset: offset)
            } catch {
                failures.append(error)
            }
            rest = tail[end...].dropFirst()
        }
        return (result + rest, failures)
    }

    private func value(of name: Substring, offset: Int) throws(Failure) -> String {
        if name.hasPrefix("file:") { return try contents(of: String(name.dropFirst(5)), offset: offset) }
        if name.hasPrefix("credential:") { return try credential(name.dropFirst(11), offset: offset) }
        guard isVariableName(name) else {
            throw Failure(
                offset: offset, message: "\"${\(name)}\" names no variable: letters, digits and _ are, or file:PATH or credential:NAME")
        }
        guard let value = environment[String(name)] else {
            let near = EditDistance.nearest(to: String(name), among: environment.keys.sorted())
            throw Failure(offset: offset, message: "the environment variable \(name) is not set", suggestion: near)
        }
        return value
    }

    /// What `LoadCredential=` or `SetCredential=` of the unit handed over (systemd.exec(5), "CREDENTIALS").
    private func credential(_ name: Substring, offset: Int) throws(Failure) -> String {
        guard !name.isEmpty, name != ".", name != "..", !name.contains("/") else {
            throw Failure(offset: offset, message: "\"\(name.prefix(80))\" is no credential's name")
        }
        guard let folder = environment["CREDENTIALS_DIRECTORY"], folder.hasPrefix("/") else {
            throw Failure(
                offset: offset,
                message: "there are no credentials: CREDENTIALS_DIRECTORY is set in a systemd unit with LoadCredential=\(name):PATH")
        }
        return try contents(of: "\(folder)/\(name)", offset: offset)
    }

    /// A file's text without the line ends at its end.
    private func contents(of path: String, offset: Int) throws(Failure) -> String {
        do {
            let bytes = try readFile(path)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Failure(offset: offset, message: "\(path) is no UTF-8 text")
            }
            return String(text.trimmingSuffix { $0.isNewline })
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(offset: offset, message: String(describing: error))
        }
    }

    private func isVariableName(_ name: Substring) -> Bool {
        guard let first = name.unicodeScalars.first, !("0"..."9" ~= first) else { return false }
        return name.unicodeScalars.allSatisfy { "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" }
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
