import ArgumentParser

/// `status-monitor providers`: the catalogue, and lists of pages in OPML.
struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "Lists the providers that are known by name, and exchanges lists of pages with feed readers.",
        discussion: "\"providers WORD\" is short for \"providers list WORD\".",
        subcommands: [ProvidersList.self, ProvidersImport.self, ProvidersExport.self], defaultSubcommand: ProvidersList.self)
}
