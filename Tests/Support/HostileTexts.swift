/// Texts of a page that would do something, were they taken for more than text: one corpus for every place that shows them.
public enum HostileTexts {
    public static let all = terminal + invisible + chats + mails + others

    /// Control sequences of terminals, in seven and in eight bits.
    public static let terminal = [
        "a\u{1B}[2Jb\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{7}after", "\u{1B}]8;;https://evil.example\u{1B}\\click\u{1B}]8;;\u{1B}\\",
        "\u{1B}P1;1|17/ab\u{1B}\\", "a\u{9B}31mb\u{9D}0;t\u{9C}\u{90}q\u{9C}", "a\u{7}b\u{8}\u{7F}c\u{0}d", "a\nb\r\nc\u{B}d\u{C}e",
        "a\u{2028}b\u{2029}c\u{85}d", "\u{1B}[6n\u{1B}c\u{1B}[?1049h",
    ]

    /// What hides or reorders text.
    public static let invisible = [
        "\u{202E}evil\u{202C} \u{2066}x\u{2069} \u{200F}a\u{200E}b", "\u{202A}a\u{202B}b\u{202D}c\u{2067}d\u{2068}e",
        "a\u{200B}b\u{FEFF}c\u{2060}d",
        "@\u{200B}everyone <\u{200B}!channel>", "\u{E0041}\u{E0042}x", "\u{AD}soft\u{61C}mark\u{180E}",
    ]

    /// Mentions, links and marks of chats.
    public static let chats = [
        "<!channel> <!here> <!everyone> <!subteam^S012|x> <@U012AB3CD> <@U123> <#C0123|x> <https://evil.example|click> &lt;!channel&gt;",
        "<!date^1392734382^{date}^https://evil.example|x> <mailto:a@evil.example|mail>",
        "@everyone @here @channel <@123> <@!123> <@&456> <#789>",
        "<:name:123> <a:name:123> </command:123> <t:1618953630:R> <id:home>", "*bold* _it_ ~strike~ `code` ```block``` __u__ **b** ~~s~~",
        "> quote\n>>> all\n# head\n- item\n1. item\n-# small",
        "| [x](https://evil.example) ![x](https://evil.example/a.png) ||spoiler|| \\*",
        "[click](javascript:alert(1)) <javascript:alert(1)> [a]: https://evil.example",
        "<at>Everyone</at> <at id=\"0\">x</at> {{DATE(2026-01-01,SHORT)}}",
        "[Approve](https://evil.example \"title\") **bold** _it_\r\r- item", "*\u{202E}_<!channel>`",
    ]

    /// Fields, bodies and encodings of mails.
    public static let mails = [
        "a\r\nBcc: x@evil.test\r\n\r\nbody", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\u{0}b\u{B}c\u{85}d\u{2028}e", "=?utf-8?q?=0D=0ABcc:_x?=",
        "=?utf-8?B?DQpCY2M6IHhAZXZpbC50ZXN0?=", "=?utf-8?Q?a?= =?utf-8?Q?=0A?= =?x", "x\r\n.\r\nMAIL FROM:<a@evil.test>\r\n", ".",
        "From here", "--boundary\r\nContent-Type: text/html\r\n\r\n<b>", "a, b <x@evil.test>; \"c\" (d)", "Größe\r\n\tfolded",
        "\u{FF1C}x\u{FF20}y\u{FF1E}",
    ]

    /// Of other languages.
    public static let others = [
        "\"quoted\" \\ {\"a\":1} </script> {provider} {title} ${HOME} $(id) `id` %00 %s %n", "\\u001b[31m \\x1b \\n",
    ]
}
