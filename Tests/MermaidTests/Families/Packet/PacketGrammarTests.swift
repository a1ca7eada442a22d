import Diagnostics
import Mermaid
import Testing

struct PacketGrammarTests {
  /// The fields below `packet`, told in words; the findings where there are any.
  private func told(_ fields: String) -> String {
    ReadResult("packet\n" + fields + "\n").told
  }

  @Test func fieldsAreReadByTheirBitsAndByTheirSize() {
    let text = """
      title UDP %% a comment
      0-15: "Source port"
      16-31 : 'Destination port'
      32: "Flag"
      +8: "Rest"
      """
    #expect(
      told(text) == """
        Bits 0 to 15: Source port.
        Bits 16 to 31: Destination port.
        Bit 32: Flag.
        Bits 33 to 40: Rest.
        """)
    #expect(ReadResult("packet-beta\n" + text).diagram?.header.title == "UDP")
  }

  @Test func settingsAreRead() {
    let text = "---\nconfig: {packet: {bitsPerRow: 16, showBits: false}}\n---\npacket\n+1: \"a\"\n"
    let packet = ReadResult(text).diagram?.content as? Packet
    #expect(packet?.bitsPerRow == 16 && packet?.showsBits == false)
    let wild = "---\nconfig: {packet: {bitsPerRow: -3}}\n---\npacket\n+1: \"a\"\n"
    #expect((ReadResult(wild).diagram?.content as? Packet)?.bitsPerRow == 32)
  }

  @Test(arguments: [
    (
      "1-3: \"a\"",
      "2:1-4 The field must begin at bit 0, and begins at 1 → write `0-…`, or `+` and the number of its bits"
    ),
    (
      "0: \"a\"\n5-2: \"b\"",
      "3:1-4 The field must begin at bit 1, and begins at 5 → write `1-…`, or `+` and the number of its bits"
    ),
    ("0: \"a\"\n1-0: \"b\"", "3:1-4 The last bit of a field cannot be before its first → write `1-1`"),
    ("+0: \"a\"", "2:1-3 A field has at least one bit → write `+1`"),
    ("0-7 \"a\"", "2:5-6 `:` must follow the bits, found '\"' → write `0-7: \"label\"`"),
    ("0-7: a", "2:6-7 A label in quotes must follow the `:`, found \"a\" → write `\"label\"`"),
    (
      "\"a\"",
      "2:1-2 A field begins with its bits, found '\"' → write `0-15: \"Source port\"`, or `+16: \"Source port\"`"
    ),
    (
      "0: \"a\" 1: \"b\"",
      "2:8-9 Nothing may follow the label on its line, found \"1\" → put it on a line of its own"
    ),
    (
      "0-99999999999999999999: \"a\"",
      "2:1-23 The diagram has more than 65536 bits → split it into several diagrams"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(fields: String, report: String) {
    #expect(told(fields) == report)
  }

  @Test func theNumberOfFieldsIsLimited() {
    var limits = Limits()
    limits.nodes = 1
    let source = SourceText(path: "d.mmd", text: "packet\n+1: \"a\"\n+1: \"b\"\n")
    #expect(
      MermaidParser.parse(source, limits: limits).diagnostics.map(\.message) == [
        "The diagram has more than 1 fields"
      ])
  }
}
