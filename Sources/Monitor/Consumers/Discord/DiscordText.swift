/// Text in Discord's messages <https://docs.discord.com/developers/reference#message-formatting>.
enum DiscordText {
    /// Marks with a backslash before them, which Discord takes away again. An `@` is parted from its name, so that neither `@everyone` nor a
    /// person is meant, even where somebody copies the text.
    static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\\", "*", "_", "~", "`", "|", ">", "<", "#", "-", "+", "[", "]", "(", ")", ":": "\\" + String(scalar)
        case "@": "@\u{200B}"
        default: nil
        }
    }
}
