extension LanguageRecognition {
  /// `$env:NAME = 1`, `& tool | Invoke-Expression`, `[Environment]::Exit(1)`, `function x { tool $args }`.
  static let powershell = LanguageRecognition(label: "PowerShell") { block in
    let line = block.first
    let type = line.split(separator: "]::", maxSplits: 1)
    let isType = line.first == "[" && type.count == 2 && type[0].dropFirst().allSatisfy(\.isLetter)
    let isFunction = line.hasPrefix("function ") && line.contains("$args")
    return line.hasPrefix("$env:") || line.hasPrefix("& ") || isType || isFunction || isCmdlet(line)
  }

  /// `Get-Process -Name x`.
  private static func isCmdlet(_ line: Substring) -> Bool {
    let verbs = [
      "Get-", "Set-", "New-", "Remove-", "Invoke-", "Start-", "Stop-", "Import-", "Install-", "Add-",
    ]
    guard let verb = verbs.first(where: { line.hasPrefix($0) }) else { return false }
    return line.dropFirst(verb.count).first?.isUppercase ?? false
  }

  /// `@FOR %i IN (a b) DO x`, `@echo off`.
  static let batch = LanguageRecognition(label: "a batch file") { block in
    ["@for ", "@echo ", "@rem "].contains { block.first.lowercased().hasPrefix($0) }
  }
}
