public import ArgumentParser
public import Consumers
public import Platforms

extension ConsoleConsumer.Format: ExpressibleByArgument {}

extension Platform: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
}
