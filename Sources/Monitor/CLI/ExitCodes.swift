import ArgumentParser

extension ExitCode {
    /// A page could not be read, or a file not decoded; each is named on standard error.
    static let somethingFailed = ExitCode(1)
    /// The configuration is refused; its faults are on standard error.
    static let badConfiguration = ExitCode(2)
}
