/// Requests a day against the mean delay, as SVG: fixed intervals as a line, adaptive ones as dots of which the first is named.
struct PollingPlot {
    var results: [PollingResult]

    private static let (width, height) = (640.0, 400.0)
    private static let (left, right, top, bottom) = (60.0, 20.0, 20.0, 50.0)

    private var greatest: (requests: Double, delay: Double) {
        (max(1, results.map(\.requestsPerDay).max() ?? 1) * 1.05, max(1, results.map(\.meanDelay).max() ?? 1) * 1.05)
    }

    private func x(_ requests: Double) -> Double { Self.left + requests / greatest.requests * (Self.width - Self.left - Self.right) }
    private func y(_ delay: Double) -> Double {
        Self.height - Self.bottom - delay / greatest.delay * (Self.height - Self.top - Self.bottom)
    }

    var svg: String {
        let fixed = results.filter { !$0.isAdaptive }
        let adaptive = results.filter(\.isAdaptive)
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" font-size="12">
            <rect width="640" height="400" fill="white"/>
            """
        ]
        lines += axes
        let points = fixed.map { "\(number(x($0.requestsPerDay))),\(number(y($0.meanDelay)))" }.joined(separator: " ")
        lines.append("<polyline points=\"\(points)\" fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>")
        for result in fixed { lines += dot(result, "#1f5fa8", label: "fixed \(result.policy)") }
        for (index, result) in adaptive.enumerated().reversed() {
            lines += dot(result, index == 0 ? "#c0392b" : "#e8a59e", label: index == 0 ? result.policy : nil)
        }
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private var axes: [String] {
        let (zeroX, zeroY) = (number(x(0)), number(y(0)))
        var lines = [
            "<path d=\"M\(zeroX),\(number(Self.top)) V\(zeroY) H\(number(Self.width - Self.right))\" fill=\"none\" stroke=\"black\"/>",
            "<text x=\"350\" y=\"392\" text-anchor=\"middle\">requests a day of one page</text>",
            "<text x=\"14\" y=\"190\" text-anchor=\"middle\" transform=\"rotate(-90 14 190)\">mean delay of an update in seconds</text>",
        ]
        for requests in stride(from: 200.0, to: greatest.requests, by: 200) {
            lines.append("<text x=\"\(number(x(requests)))\" y=\"\(number(y(0) + 16))\" text-anchor=\"middle\">\(number(requests))</text>")
        }
        for delay in stride(from: 0.0, to: greatest.delay, by: 60) {
            lines.append("<text x=\"\(number(Self.left - 6))\" y=\"\(number(y(delay) + 4))\" text-anchor=\"end\">\(number(delay))</text>")
        }
        return lines
    }

    private func dot(_ result: PollingResult, _ colour: String, label: String?) -> [String] {
        let (x, y) = (x(result.requestsPerDay), y(result.meanDelay))
        let circle = "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"4\" fill=\"\(colour)\"/>"
        guard let label else { return [circle] }
        // The last of the line stands at the right edge.
        let isAtEdge = x > Self.width - 120
        let (left, top) = (number(isAtEdge ? x : x + 8), number(result.isAdaptive ? y + 30 : y - 8))
        let place = "x=\"\(left)\" y=\"\(top)\" text-anchor=\"\(isAtEdge ? "end" : "start")\""
        return [circle, "<text \(place) fill=\"\(colour)\">\(label)</text>"]
    }

    private func number(_ value: Double) -> String { rounded(value, value == value.rounded() ? 0 : 1) }
}
