/// The names that writers give to one language.
public enum FenceLanguage {
  /// The language a fence's first word means: lower-case, without what other tools glue to it (`js{1,3}`,
  /// `rust,ignore`, `{.python}`), and with aliases resolved.
  public static func named(_ word: some Collection<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(word.count)
    for byte in word {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "."):
        if bytes.isEmpty { continue }
        if byte == UInt8(ascii: ".") { bytes.append(byte) } else { return resolved(bytes) }
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: ":"): return resolved(bytes)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
    }
    return resolved(bytes)
  }

  private static func resolved(_ bytes: [UInt8]) -> String {
    let name = String(decoding: bytes, as: UTF8.self)
    switch name {
    case "py", "python3", "py3": return "python"
    case "bash", "shell", "zsh", "ksh", "posix": return "sh"
    case "shell-session", "shellsession", "sh-session", "bash-session", "terminal": return "console"
    case "js", "mjs", "cjs", "node": return "javascript"
    case "ts": return "typescript"
    case "yml": return "yaml"
    case "md": return "markdown"
    case "txt", "plain", "plaintext": return "text"
    case "rs": return "rust"
    case "rb": return "ruby"
    case "golang": return "go"
    case "kt": return "kotlin"
    case "c++", "cc", "cxx": return "cpp"
    case "c#", "cs": return "csharp"
    case "objc", "objectivec": return "objective-c"
    case "docker": return "dockerfile"
    case "make": return "makefile"
    case "htm": return "html"
    case "patch": return "diff"
    default: return name
    }
  }
}
