import ArgumentParser
import Configuration
import Consumers
import Logging
import Monitor
import Platforms
import Transfer

/// `status-monitor components`: what of a page there is to choose.
struct Components: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the components of a page, by which events can be chosen.",
        discussion: """
            One a line, "Group - Name" where the page groups them: what "services:" takes in the configuration, whole, by the group or the name alone, by a
            region in brackets at the end, as a glob (API*) or as a regular expression (re:^API). Where the page has no list of its components, those that
            its events name are listed. With --format json each is one line: {component, group, name, region}; what the page does not tell is null.
            A page that cannot be read is named on standard error, and the exit code is 1.
            """)

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Option(help: "How components are printed: text or json.")
    var format = ConsoleConsumer.Format.text

    @OptionGroup var loggingOptions: LoggingOptions

    @Argument(help: ArgumentHelp("Whose components.", valueName: "name-or-url"))
    var page: String

    func run() async throws {
        let logger = loggingOptions.makeLogger()
        let configuration = try configurationOptions.load(logger: logger).selecting([page])
        let sources = try PageSources(configuration)
        let list = configuration.providers.first.flatMap { sources.componentList(of: $0, configuration.defaults) }
        let result = await withTaskExecutorPreference(sources.engine.executor) {
            await Self.components(list, sources.providers.first, logger)
        }
        await sources.engine.shutdown()
        switch result {
        case .success(let components):
            if components.isEmpty {
                StandardErrorLog.write("\(sources.providers.first?.name ?? page): neither a list of components nor an event that names one")
            }
            try await FileDescriptorOutput.standardOutput.write(bytes(components))
        case .failure(let error):
            StandardErrorLog.write(error.description)
            throw ExitCode.somethingFailed
        }
    }

    /// The components in the page's order, or in alphabetical order where they are gathered from its events; each once.
    private static func components(
        _ list: (any StatusProvider)?, _ page: (any StatusProvider)?, _ logger: Logger
    ) async -> Result<[ComponentName], SourceError> {
        if let list {
            do throws(SourceError) {
                let listed = try await list.poll().components
                if !listed.isEmpty { return .success(unique(listed)) }
            } catch {
                logger.debug("no list of components: \(error)")
            }
        }
        guard let page else { return .success([]) }
        do throws(SourceError) {
            let result = try await page.poll()
            if !result.components.isEmpty { return .success(unique(result.components)) }
            let named = Set(result.events.flatMap(\.components)).sorted()
            return .success(unique(named.map { ComponentName(component: $0) }))
        } catch {
            return .failure(error)
        }
    }

    private static func unique(_ components: [ComponentName]) -> [ComponentName] {
        var seen: Set<ComponentName> = []
        return components.filter { seen.insert($0).inserted }
    }

    private func bytes(_ components: [ComponentName]) -> [UInt8] {
        switch format {
        // A page's words go to a terminal: what would steer it is left out, as it is of events.
        case .text: Array(components.map { TerminalText.harmless($0.description) + "\n" }.joined().utf8)
        case .json:
            components.flatMap { component in
                var json = JSONLineWriter()
                json.object { json in
                    json.field("component", component.description)
                    json.field("group", component.group)
                    json.field("name", component.name)
                    json.field("region", component.region)
                }
                return json.line
            }
        }
    }
}
