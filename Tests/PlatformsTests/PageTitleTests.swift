import Testing

@testable import Platforms

@Suite("The provider's name in a feed's title")
struct PageTitleTests {
    @Test(
        "is what is left without the words that platforms add",
        arguments: [
            ("GitHub Status - Incident History", "GitHub"), ("Amazon Web Services Service Status", "Amazon Web Services"),
            ("OpenAI status", "OpenAI"), ("Acme", "Acme"), ("Status quo report", "Status quo report"),
        ])
    func name(title: String, provider: String) { #expect(PageTitle.provider(title) == provider) }

    @Test("is absent where nothing is left")
    func none() { #expect(PageTitle.provider(" Status") == nil) }
}
