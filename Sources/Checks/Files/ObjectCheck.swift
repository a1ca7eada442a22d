import Diagnostics
import Languages
import Pages

extension Rule {
  public static let unknownObject = Rule(
    "unknown-object", .warning,
    "`kubectl` with a name that is a slip of an object of the repository's manifests")
}

/// Names in `kubectl` commands are those of the repository's manifests.
///
/// A cluster has objects of other repositories, too. So only a slip is found: a name that differs in one letter from that of
/// a manifest of the same kind, and that the page does not create itself.
enum ObjectCheck {
  static let check = Check(.facts, [.unknownObject], .links(findings))

  private static func findings(_ checked: CheckedPage, _ index: OutlineIndex) -> [Diagnostic] {
    let names = checked.shellScripts.flatMap { script in
      script.script.commands.flatMap(KubectlNames.names).map { (script.block, $0) }
    }
    guard !names.isEmpty, case let objects = index.manifests.all, !objects.isEmpty else { return [] }
    var seen: Set<String> = []
    return names.compactMap { block, name in
      guard seen.insert(name.kind + "/" + name.text).inserted, !isDefined(name.text, on: checked.page) else {
        return nil
      }
      return finding(name, block, checked.page, objects.filter { $0.kind == name.kind })
    }
  }

  /// Whether the page itself has a manifest of that name, or creates it.
  private static func isDefined(_ name: String, on page: Page) -> Bool {
    let isWritten = ["name: \(name)\n", "name: \"\(name)\"\n"].contains { line in
      page.source.bytes.firstRange(of: Array(line.utf8)) != nil
    }
    return isWritten
      || page.blocks.contains { block in
        block.code.split(separator: "\n").contains { $0.contains(" create ") && $0.contains(name) }
      }
  }

  private static func finding(
    _ name: KubectlNames.Name, _ block: Block, _ page: Page, _ objects: [RepositoryManifests.Object]
  ) -> Diagnostic? {
    let bytes = Array(name.text.utf8)
    guard bytes.count >= 4, !objects.contains(where: { $0.name == name.text }) else { return nil }
    let near = objects.filter { Slip.isOneLetter(bytes, Array($0.name.utf8)) }
    guard let object = near.first, Set(near.map(\.name)).count == 1 else { return nil }
    return Diagnostic(
      .unknownObject, "No \(name.kind) `\(name.text)` in the manifests".didYouMean(object.name),
      at: page.span(inCodeOf: block, codeRange: name.range),
      notes: [.init("`\(object.name)` is defined here", span: object.file.span(ofLine: object.line))],
      fix: "write `\(object.name)`")
  }
}

/// The objects that a `kubectl` command names: `kubectl -n shop logs deploy/api`, `kubectl get service api`.
enum KubectlNames {
  struct Name {
    /// As in a manifest, in lower case.
    var kind: String
    var text: String
    var range: Range<Int>
  }

  static func names(in command: ShellScript.Command) -> [Name] {
    guard command.name == "kubectl" else { return [] }
    var found: [Name] = []
    var kind: String?
    var isValue = false
    for word in command.arguments {
      // Behind `--` is a command for a container.
      if word.text == "--" { break }
      defer { isValue = options.contains(word.text) }
      if isValue || word.text.hasPrefix("-") || !word.isLiteral { continue }
      let parts = word.text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, let own = kinds[parts[0]], word.range.count == word.text.utf8.count {
        let start = word.range.upperBound - parts[1].utf8.count
        found.append(Name(kind: own, text: parts[1], range: start..<word.range.upperBound))
      } else if let own = kind, parts.count == 1, word.range.count == word.text.utf8.count {
        found.append(Name(kind: own, text: word.text, range: word.range))
        kind = nil
      } else {
        kind = kinds[word.text]
      }
    }
    return found
  }

  /// Options with a value after a space.
  private static let options: Set<String> = [
    "-n", "--namespace", "--context", "-l", "--selector", "-o", "--output", "-c", "--container", "-f",
    "--filename",
    "--kubeconfig", "--cluster", "--user", "--tail", "--since", "--timeout", "--for", "-p", "--patch",
    "--replicas",
  ]

  /// https://kubernetes.io/docs/reference/kubectl/#resource-types
  private static let kinds: [String: String] = {
    let names: [String: [String]] = [
      "deployment": ["deploy", "deployment", "deployments", "deployment.apps"],
      "statefulset": ["sts", "statefulset", "statefulsets"], "daemonset": ["ds", "daemonset", "daemonsets"],
      "service": ["svc", "service", "services"], "configmap": ["cm", "configmap", "configmaps"],
      "ingress": ["ing", "ingress", "ingresses"], "job": ["job", "jobs"],
      "cronjob": ["cj", "cronjob", "cronjobs"], "secret": ["secret", "secrets"],
      "horizontalpodautoscaler": ["hpa", "horizontalpodautoscaler"],
      "persistentvolumeclaim": ["pvc", "persistentvolumeclaim"],
      "serviceaccount": ["sa", "serviceaccount"], "namespace": ["ns", "namespace", "namespaces"],
    ]
    return names.reduce(into: [:]) { kinds, pair in for name in pair.value { kinds[name] = pair.key } }
  }()
}
