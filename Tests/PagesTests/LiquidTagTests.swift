import Diagnostics
import Dialects
import Testing

/// Tags of Jekyll.
struct LiquidTagTests {
  private func rewritten(_ text: String) -> String {
    LiquidTags.rewritten(SourceText(path: "a.md", text: text), from: 0)?.text ?? text
  }

  @Test(arguments: [
    ("[a]({% link b/c.md %}#d) `{% link x.md %}`", "[a](/b/c.md#d) `{% link x.md %}`"),
    ("[a]: {{ site.baseurl }}{% link c.md %}", "[a]: /c.md"),
    ("![a]({{ '/b.png' | relative_url }})", "![a](/b.png)"), ("{% include b.html %} {{ page.title }}", ""),
    ("{% raw %}`{{ a }}`{% endraw %}", "`{{ a }}`"),
    ("```ruby{% raw %}\n{{ a }}\n{% endraw %}```\n[b]({% link c.md %})", "```ruby\n{{ a }}\n```\n[b](/c.md)"),
    (
      "{% highlight md %}\n```js\n[a]({% link c.md %})\n```\n{% endhighlight %}\n",
      "~~~~md\n```js\n[a]({% link c.md %})\n```\n~~~~\n"
    ),
    ("```\n[a]({% link c.md %})\n```", ""), ("[a]({% post_url 2026-01-01-b %})", ""), ("{% open", ""),
  ])
  func tags(_ text: String, _ expected: String) {
    #expect(rewritten(text) == (expected.isEmpty ? text : expected))
  }
}
