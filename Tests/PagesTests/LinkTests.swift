import Pages
import Testing

struct LinkTests {
  private func destinations(_ text: String) -> [String] {
    let page = page(text)
    var places = LinkPlaces(page)
    return page.links.map { link in
      let span = places.span(of: link)
      return "\(span.start.line):\(span.start.column) \(covered(span))"
    }
  }

  @Test func exactPlaces() {
    #expect(
      destinations(
        """
        # See [a](one.md)

        Text [a](one.md#x "t") and ![b]( <two two.png> ) and [c](one.md#x).
        `[no](one.md#x)` then [again](one.md#x)

        - > [![img](in.png)](out.md)
        - [esc](a\\_b\\(c.md?x&amp;y)

        | [cell](cell.md) |
        |---|
        | [row](row.md) |

        [ref][r] and [r] <https://example.com/x> https://example.com/y

        [r]: ref.md "title"
        """) == [
          "1:11 one.md", "3:10 one.md#x", "3:35 two two.png", "3:58 one.md#x", "4:31 one.md#x",
          "6:22 out.md", "6:13 in.png", "7:9 a\\_b\\(c.md?x&amp;y", "9:10 cell.md", "11:9 row.md",
          "15:6 ref.md", "15:6 ref.md", "13:19 https://example.com/x", "13:42 https://example.com/y",
        ])
  }

  @Test func textsOfDestinations() {
    let links = page("[a](b%20c.md) ![d](e.png) [f](g&amp;h)\n").links
    #expect(links.map(\.destination) == ["b%20c.md", "e.png", "g&h"])
    #expect(links.map(\.isImage) == [false, true, false])
  }
}
