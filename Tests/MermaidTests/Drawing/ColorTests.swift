import Testing

@testable import Mermaid

struct ColorTests {
  @Test(
    arguments: [
      ("#f00", "#f00"), ("#FF8800", "#f80"), ("#12345678", "#12345678"), ("rgb(255, 0, 0)", "#f00"),
      ("rgba(0,0,0,0.5)", "#00000080"), ("hsl(120, 100%, 25%)", "#008000"), ("RebeccaPurple", "#639"),
      ("rgb(10% 20% 30%)", "#1a334d"),
    ])
  func cssColours(css: String, hex: String) {
    #expect(Color(css: css)?.hex == hex)
  }

  @Test(arguments: ["", "#12", "#xyz", "nocolour", "rgb(1,2)", "url(#a)", "javascript:alert(1)"])
  func whatIsNoColour(css: String) {
    #expect(Color(css: css) == nil)
  }

  @Test func contrastIsThatOfTheGuidelines() {
    #expect(Color.black.contrast(with: .white) == 21)
    #expect(abs(Color(0x777777).contrast(with: .white) - 4.48) < 0.01)
  }

  @Test(arguments: Theme.allCases) func everyTextOfTheThemeCanBeRead(theme: Theme) {
    for surface in Surface.allCases where surface != .link && surface != .solid && surface != .rule {
      let fill = theme.tint(surface).fill
      #expect(theme.text.contrast(with: fill) >= 4.5, "\(surface) \(theme)")
    }
    for surface in [Surface.cluster, .inner, .plate] {
      #expect(theme.mutedText.contrast(with: theme.tint(surface).fill) >= 4.5, "\(surface) \(theme)")
    }
    #expect(theme.mutedText.contrast(with: theme.page) >= 4.5)
  }

  @Test func textIsReadableOnAnyFill() {
    for red in stride(from: 0, through: 255, by: 51) {
      for green in stride(from: 0, through: 255, by: 51) {
        for blue in stride(from: 0, through: 255, by: 51) {
          let fill = Color(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
          #expect(Color.text(on: fill).contrast(with: fill) >= 4.5)
          #expect(Color(0x333333).legible(on: fill).contrast(with: fill) >= 4.5)
        }
      }
    }
  }

  @Test func aColourThatCannotBeReadIsShadedUntilItCan() {
    let (appearance, text) = Appearance.resolve(style("fill:#6a0dad", "color:#333"), .node, backdrop: nil)
    #expect(appearance.fill == Color(0x6A0DAD))
    #expect(text.map { $0.contrast(with: Color(0x6A0DAD)) >= 4.5 } == true)
    #expect(text != Color(0x333333))
  }

  @Test func opacityIsWorkedIntoTheFill() {
    let (appearance, _) = Appearance.resolve(style("fill:#000", "opacity:0.5"), .node, backdrop: nil)
    #expect(appearance.fill?.hex == "#7f7f7f")
  }

  @Test func colourOfTextAloneKeepsTheLightFill() {
    let (appearance, text) = Appearance.resolve(style("color:#a00"), .node, backdrop: nil)
    #expect(appearance.fill == Theme.light.tint(.node).fill)
    #expect(text == Color(0xAA0000))
  }

  private func style(_ declarations: String...) -> Style {
    var style = Style()
    for declaration in declarations {
      let parts = declaration.split(separator: ":", maxSplits: 1).map(String.init)
      style.apply(property: parts[0], value: parts[1])
    }
    return style
  }
}
