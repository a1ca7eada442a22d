/// The differences between the languages with braces (and SQL), which one lexer reads.
struct BraceGrammar: Sendable {
  var words: WordTable
  var ignoresCase = false
  var lineComment: StaticString = "//"
  var hasBlockComments = true
  var nestsComments = false
  /// `'` opens a string rather than a character.
  var hasSingleQuoted = true
  /// A doubled quote inside a string is a quote, and a backslash is a plain character.
  var doublesQuotes = false
  /// `` `…` `` opens a string over lines, with `${…}` inside when `hasTemplates`.
  var hasBackquoted = false
  var hasTemplates = false
  /// A line that begins with `#` is for the preprocessor; `#[…]` is an attribute.
  var hasDirectives = false
  /// `@Name` is an annotation.
  var hasAnnotations = false
  /// `/…/flags` where a value may begin.
  var hasRegularExpressions = false
  var marksTypes = true
}

extension Scanner {
  mutating func scanBraces(_ grammar: BraceGrammar) { scanBraces(grammar, inTemplate: false) }

  /// Inside `${…}` the lexer stops before the brace that closes it.
  private mutating func scanBraces(_ grammar: BraceGrammar, inTemplate: Bool) {
    var open = 0
    // Whether a value ended just before: then `/` divides.
    var isAfterValue = false
    while position < end {
      let start = position
      let byte = bytes[position]
      switch byte {
      case 32, 9, 10, 13:
        position += 1
        continue
      case 0x7B:
        open += 1
        position += 1
        isAfterValue = false
      case 0x7D:
        if inTemplate, open == 0 { return }
        open -= 1
        position += 1
        isAfterValue = false
      case 0x2F where grammar.hasBlockComments && peek(1) == 0x2A:
        blockComment(nests: grammar.nestsComments)
      case 0x2D where starts(with: grammar.lineComment), 0x2F where starts(with: grammar.lineComment):
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x2F where grammar.hasRegularExpressions && !isAfterValue:
        regularExpression()
        isAfterValue = true
      case 0x22,
        0x27 where grammar.hasSingleQuoted:
        if grammar.doublesQuotes {
          position += 1
          while position < end, bytes[position] != byte || peek(1) == byte {
            position += bytes[position] == byte ? 2 : 1
          }
          position = min(end, position + 1)
          mark(byte == 0x22 ? .property : .string, from: start)
        } else {
          skipQuoted(byte)
          markString(start..<position)
        }
        isAfterValue = true
      case 0x27:
        // A character or a lifetime: 'a', '\n', 'static
        if peek(2) == 0x27 || peek(1) == 0x5C {
          skipQuoted(0x27)
          markString(start..<position)
        } else {
          position += 1
          skipWord()
          mark(.attribute, from: start)
        }
      case 0x60 where grammar.hasBackquoted:
        templateLiteral(grammar)
        isAfterValue = true
      case 0x23 where grammar.hasDirectives && isFirstOnLine(start):
        position += 1
        if current == 0x5B || current == 0x21 {
          while position < end, bytes[position] != 0x5D, bytes[position] != 10 { position += 1 }
          if current == 0x5D { position += 1 }
        } else {
          skipBlanks()
          skipWord()
        }
        mark(.attribute, from: start)
      case 0x40 where grammar.hasAnnotations && peek(1).isWordStart:
        position += 1
        skipWord()
        mark(.attribute, from: start)
      case 0x24 where peek(1).isWord:
        position += 1
        skipWord()
        mark(.variable, from: start)
        isAfterValue = true
      case 0x30...0x39:
        skipNumber()
        skipWord()
        mark(.number, from: start)
        isAfterValue = true
      case 0x29, 0x5D:
        position += 1
        isAfterValue = true
      default:
        if byte.isWordStart {
          isAfterValue = braceWord(grammar)
        } else {
          position += 1
          isAfterValue = false
        }
      }
    }
  }

  /// Whether the word is a value.
  private mutating func braceWord(_ grammar: BraceGrammar) -> Bool {
    let start = position
    skipWord()
    let isMember = byte(at: start - 1) == 0x2E && byte(at: start - 2) != 0x2E
    if !isMember, let word = Word(bytes, start..<position, lowercased: grammar.ignoresCase),
      let token = grammar.words[word]
    {
      mark(token, from: start)
      return token != .keyword
    }
    if current == 0x28 {
      mark(.function, from: start)
    } else if grammar.marksTypes, bytes[start].isUppercase, hasLowercase(start..<position) {
      mark(.type, from: start)
    } else if isMember || (grammar.hasTemplates && current == 0x3A) {
      mark(.property, from: start)
    }
    return true
  }

  private mutating func templateLiteral(_ grammar: BraceGrammar) {
    var start = position
    position += 1
    while position < end {
      switch bytes[position] {
      case 0x60:
        position += 1
        mark(.string, from: start)
        return
      case 0x5C where grammar.hasTemplates:
        position = min(end, position + 2)
      case 0x24 where grammar.hasTemplates && peek(1) == 0x7B && depth < Self.maximumDepth:
        mark(.string, from: start)
        position += 2
        mark(.escape, from: position - 2)
        depth += 1
        scanBraces(grammar, inTemplate: true)
        depth -= 1
        start = position
        if current == 0x7D {
          position += 1
          mark(.escape, from: start)
          start = position
        }
      default:
        position += 1
      }
    }
    mark(.string, from: start)
  }

  private mutating func regularExpression() {
    let start = position
    position += 1
    var inClass = false
    while position < end, bytes[position] != 10, inClass || bytes[position] != 0x2F {
      if bytes[position] == 0x5B { inClass = true }
      if bytes[position] == 0x5D { inClass = false }
      position += bytes[position] == 0x5C && peek(1) != 10 ? 2 : 1
    }
    position = min(position, end)
    guard current == 0x2F else {
      position = start + 1
      return
    }
    position += 1
    skipWord()
    mark(.string, from: start)
  }
}
