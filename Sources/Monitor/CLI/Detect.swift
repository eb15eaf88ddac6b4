import ArgumentParser
import Configuration
import Consumers
import Monitor
import Platforms
import Transfer

/// `status-monitor detect`: finds out how a page is read.
struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Names the platform of a status page, where it is read and the line for the configuration.",
        discussion: """
            Takes any address of a page: its home page, its feed, one of its documents. At most four requests are made, one after the other.
            With --format json one line: {url, platform, name, address, sources: [[address, …], …] best first, configuration,
            seen: [{url, seen}]}; platform is null when the page is of no kind that is known. Then the exit code is 1.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Option(help: "How the answer is printed: text or json.")
    var format = Format.text

    @Option(help: ArgumentHelp("For each request, in seconds, 1 to 300.", valueName: "seconds"))
    var timeout = 30

    @Argument(help: ArgumentHelp("An address of the page.", valueName: "url"))
    var url: String

    func validate() throws {
        guard 1...300 ~= timeout else { throw ValidationError("--timeout is a number from 1 to 300") }
    }

    func run() async throws {
        if let fault = Configuration.Provider.fault(ofAddress: url) {
            StandardErrorLog.write("Error: \"\(url)\" cannot be read: \(fault)")
            throw ExitCode.validationFailure
        }
        let result = try await detect()
        let report = DetectionReport(url: url, result: result)
        switch format {
        case .json: try await FileDescriptorOutput.standardOutput.write(report.jsonLine)
        case .text where result.page != nil: try await FileDescriptorOutput.standardOutput.write(Array(report.text.utf8))
        case .text: for line in report.failure { StandardErrorLog.write(line) }
        }
        if result.page == nil { throw ExitCode.somethingFailed }
    }

    private func detect() async throws -> DetectionResult {
        var transfers = TransferConfiguration()
        transfers.userAgent = "status-monitor/\(StatusMonitor.version)"
        let engine = try TransferEngine(transfers)
        var options = PageProvider.Options()
        options.limits.transferTimeout = .seconds(timeout)
        options.limits.connectTimeout = min(options.limits.connectTimeout, options.limits.transferTimeout)
        options.limits.stallTimeout = min(options.limits.stallTimeout, options.limits.transferTimeout)
        options.userAgent = "status-monitor/\(StatusMonitor.version) (reads status pages; obeys Retry-After)"
        let detector = PageDetector(client: engine, options: options)
        let result = await withTaskExecutorPreference(engine.executor) { await detector.detect(url) }
        await engine.shutdown()
        return result
    }
}
