import Parsing
import Testing

struct HTMLTextTests {
    @Test(
        "the visible text of HTML",
        arguments: [
            ("plain text", "plain text"), ("", ""), ("  a \n b\t", "a b"), ("<p>one</p><p>two</p>", "one\ntwo"),
            ("a<br>b<br/><br />c", "a\nb\nc"), ("a <b>bold</b>, x", "a bold, x"),
            ("<ul><li>a</li><li>b</li></ul>c", "a\nb\nc"), ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<small>Sep <var>27</var></small><br><strong>Done</strong> - x", "Sep 27\nDone - x"),
            ("a<script>if (x < y) {}</script>b<style>p { }</style>c", "abc"), ("a<!-- <p>no</p> -->b", "ab"),
            ("a<!doctype x>b<?php y ?>c", "abc"), ("<pre>a\n  b</pre>", "a\nb"),
            ("AT&amp;T &lt;b&gt; &#8220;q&#x201D;", "AT&T <b> “q”"), ("a&nbsp;&nbsp;b\u{A0}c", "a b c"),
            ("&eacute;&hellip;&CounterClockwiseContourIntegral;&NotEqualTilde;", "é…∳≂̸"),
            ("&copy 2004 &ampx &notit; &nobody; & &; &#; &#x;", "© 2004 &x ¬it; &nobody; & &; &#; &#x;"),
            ("&#146;&#0;&#xD800;&#x110000;&#1;", "’\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("1 < 2 and 3 > 2 <", "1 < 2 and 3 > 2 <"), ("<a href=\"x>y\">z</a>", "z"), ("<a href=\"x>y", "y"),
            ("<a title='it'>b</a title='x'>c", "bc"), ("<b", "<b"), ("</ >x", "</ >x"),
            ("<P>a</P><DIV>b</DIV>", "a\nb"), ("\u{3000}a\u{2003}b", "\u{3000}a\u{2003}b"), ("日本<br>語", "日本\n語"),
        ])
    func plainText(html: String, text: String) {
        #expect(HTMLText.plainText(html) == text)
        #expect(HTMLText.plainText(utf8: unsafe Array(html.utf8).span.bytes) == text)
    }

    @Test(
        "HTML is told from text with a less-than in it",
        arguments: [
            ("<p>x", true), ("a<br/>b", true), ("x</b>", true), ("&amp;", true), ("&#8217;", true), ("<!-- x -->", true), ("a < b", false),
            ("List<String>", false), ("AT&T", false), ("<b", false), ("", false), ("a & b; c", false),
        ])
    func looksLikeHTML(text: String, isHTML: Bool) {
        #expect(HTMLText.looksLikeHTML(text) == isHTML)
    }

    @Test(
        "hostile mark-up takes no longer than its length",
        arguments: ["<", "<a ", "<a b=\"", "&", "&#", "<!--", "<script>", "</", "<a b=\">\" ", "<a b='>", "<p"])
    func hostile(piece: String) {
        let html = String(repeating: piece, count: 100_000)
        #expect(HTMLText.plainText(html).utf8.count <= html.utf8.count)
        _ = HTMLText.looksLikeHTML(html)
    }
}
