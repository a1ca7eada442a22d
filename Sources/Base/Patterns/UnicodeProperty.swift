/// A property that `\p{…}` asks for: a general category, by its short or long name, or a binary property.
enum UnicodeProperty: Sendable {
  case category(Set<Unicode.GeneralCategory>)
  case binary(@Sendable (Unicode.Scalar.Properties) -> Bool)
  case ascii
  case any

  init?(_ name: String) {
    var name = name
    for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
      name = String(name.dropFirst(prefix.count))
    }
    if let categories = Self.categories[name] {
      self = .category(categories)
      return
    }
    switch name {
    case "Any": self = .any
    case "ASCII": self = .ascii
    case "Alphabetic", "Alpha": self = .binary { $0.isAlphabetic }
    case "Uppercase", "Upper": self = .binary { $0.isUppercase }
    case "Lowercase", "Lower": self = .binary { $0.isLowercase }
    case "White_Space", "space": self = .binary { $0.isWhitespace }
    case "Emoji": self = .binary { $0.isEmoji }
    case "Emoji_Presentation", "EPres": self = .binary { $0.isEmojiPresentation }
    case "ID_Start", "IDS": self = .binary { $0.isIDStart }
    case "ID_Continue", "IDC": self = .binary { $0.isIDContinue }
    case "XID_Start", "XIDS": self = .binary { $0.isXIDStart }
    case "XID_Continue", "XIDC": self = .binary { $0.isXIDContinue }
    case "ASCII_Hex_Digit", "AHex": self = .binary { $0.isASCIIHexDigit }
    case "Hex_Digit", "Hex": self = .binary { $0.isHexDigit }
    case "Ideographic", "Ideo": self = .binary { $0.isIdeographic }
    case "Dash": self = .binary { $0.isDash }
    case "Math": self = .binary { $0.isMath }
    default: return nil
    }
  }

  func holds(_ value: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(value) else { return false }
    return switch self {
    case .category(let categories): categories.contains(scalar.properties.generalCategory)
    case .binary(let holds): holds(scalar.properties)
    case .ascii: value < 0x80
    case .any: true
    }
  }

  private static let categories: [String: Set<Unicode.GeneralCategory>] = {
    // Unicode's PropertyValueAliases.txt, gc.
    let single: [(Unicode.GeneralCategory, [String])] = [
      (.uppercaseLetter, ["Lu", "Uppercase_Letter"]), (.lowercaseLetter, ["Ll", "Lowercase_Letter"]),
      (.titlecaseLetter, ["Lt", "Titlecase_Letter"]), (.modifierLetter, ["Lm", "Modifier_Letter"]),
      (.otherLetter, ["Lo", "Other_Letter"]), (.nonspacingMark, ["Mn", "Nonspacing_Mark"]),
      (.spacingMark, ["Mc", "Spacing_Mark"]), (.enclosingMark, ["Me", "Enclosing_Mark"]),
      (.decimalNumber, ["Nd", "Decimal_Number", "digit"]), (.letterNumber, ["Nl", "Letter_Number"]),
      (.otherNumber, ["No", "Other_Number"]), (.connectorPunctuation, ["Pc", "Connector_Punctuation"]),
      (.dashPunctuation, ["Pd", "Dash_Punctuation"]), (.openPunctuation, ["Ps", "Open_Punctuation"]),
      (.closePunctuation, ["Pe", "Close_Punctuation"]), (.initialPunctuation, ["Pi", "Initial_Punctuation"]),
      (.finalPunctuation, ["Pf", "Final_Punctuation"]), (.otherPunctuation, ["Po", "Other_Punctuation"]),
      (.mathSymbol, ["Sm", "Math_Symbol"]), (.currencySymbol, ["Sc", "Currency_Symbol"]),
      (.modifierSymbol, ["Sk", "Modifier_Symbol"]), (.otherSymbol, ["So", "Other_Symbol"]),
      (.spaceSeparator, ["Zs", "Space_Separator"]), (.lineSeparator, ["Zl", "Line_Separator"]),
      (.paragraphSeparator, ["Zp", "Paragraph_Separator"]), (.control, ["Cc", "Control", "cntrl"]),
      (.format, ["Cf", "Format"]), (.surrogate, ["Cs", "Surrogate"]), (.privateUse, ["Co", "Private_Use"]),
      (.unassigned, ["Cn", "Unassigned"]),
    ]
    let groups: [(String, [String])] = [
      ("L", ["L", "Letter"]), ("M", ["M", "Mark", "Combining_Mark"]), ("N", ["N", "Number"]),
      ("P", ["P", "Punctuation", "punct"]), ("S", ["S", "Symbol"]), ("Z", ["Z", "Separator"]),
      ("C", ["C", "Other"]),
    ]
    var table: [String: Set<Unicode.GeneralCategory>] = [:]
    for (category, names) in single {
      for name in names { table[name] = [category] }
      for (initial, aliases) in groups where names.first?.hasPrefix(initial) == true {
        for alias in aliases { table[alias, default: []].insert(category) }
      }
    }
    table["LC"] = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
    table["Cased_Letter"] = table["LC"]
    return table
  }()
}
