import OpenRPC
import Pages
import Project

/// One request in one language.
struct Sample {
  /// The language of the fence: `sh`, `python`, `swift`.
  var language: String
  /// The label of its tab.
  var tab: String
  var code: String
}

/// Writes requests in several languages: with the project's own clients where they have a function for the method, else
/// with what every installation has.
struct SampleWriter {
  private let contract: Contract
  private let options: ReferenceOptions
  private let languages: [(language: SampleLanguage, client: SampleClient?)]

  init(contract: Contract, project: Project, files: FileReader) {
    self.contract = contract
    options = project.reference
    languages = SampleLanguage.all.map { language in
      (language, project.reference.clients[language.id].flatMap { language.client($0, project, files) })
    }
  }

  func samples(for call: ExampleCall) -> [Sample] {
    let request = request(call)
    return languages.map { language, client in
      Sample(
        language: language.id, tab: language.tab,
        code: client?.sample(request, contract) ?? language.plain(request))
    }
  }

  /// What the samples of a call import that call a client, in the order of the tabs.
  func clients(for call: ExampleCall) -> [(tab: String, source: SampleClient.Source)] {
    let request = request(call)
    return languages.compactMap { language, client in
      guard let client, client.sample(request, contract) != nil else { return nil }
      return (language.tab, client.source)
    }
  }

  private func request(_ call: ExampleCall) -> SampleRequest {
    SampleRequest(call: call, lists: Set(call.longLists.map(\.name)), options: options)
  }
}
