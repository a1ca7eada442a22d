import Languages
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
  /// Whether its syntax can be checked without running it.
  var hasParser: Bool
}

extension Sample {
  fileprivate init(_ language: Language, _ samples: LanguageSamples, _ code: String) {
    self.init(
      language: language.id, tab: samples.tab, code: code, hasParser: language.parser != nil)
  }
}

/// Writes requests in several languages: with the project's own clients where they have a function for the method, else
/// with what every installation has.
struct SampleWriter {
  private let contract: Contract
  private let options: ReferenceOptions
  private let languages: [(language: Language, samples: LanguageSamples, client: SampleClient?)]

  init(contract: Contract, project: Project, files: FileReader, languages: Languages) {
    self.contract = contract
    options = project.reference
    let files = ClientFiles(files)
    self.languages = languages.list.compactMap { language in
      guard let samples = language.samples else { return nil }
      let client = project.client(of: language.id).flatMap { samples.client?($0, files) }
      return (language, samples, client)
    }
  }

  func samples(for call: ExampleCall) -> [Sample] {
    let request = request(call)
    return languages.compactMap { language, samples, client in
      samples.plain.map { Sample(language, samples, client?.sample(request) ?? $0(request)) }
    }
  }

  func samples(for call: OperationCall) -> [Sample] {
    languages.compactMap { language, samples, _ in
      samples.operation.map { Sample(language, samples, $0(call.request)) }
    }
  }

  /// What the samples of a call import that call a client, in the order of the tabs.
  func clients(for call: ExampleCall) -> [(tab: String, source: SampleClient.Source)] {
    let request = request(call)
    return languages.compactMap { _, samples, client in
      guard let client, client.sample(request) != nil else { return nil }
      return (samples.tab, client.source)
    }
  }

  private func request(_ call: ExampleCall) -> SampleRequest {
    let params = call.named?.map { name, value in
      let schema = call.method?.param(named: name)?.schemaValue
      return SampleRequest.Param(name: name, value: value, type: schema.flatMap(contract.component(of:)))
    }
    return SampleRequest(
      message: call.request, method: call.method?.name, result: call.method?.result?.name, params: params,
      lists: call.longLists.map(\.name), hasResponse: call.response != nil, url: options.url,
      endpoint: options.endpoint, token: options.token)
  }
}

extension Project {
  /// The client that samples of a language call, as the settings name it; `nil` when they name none.
  fileprivate func client(of language: String) -> ProjectClient? {
    reference.clients[language].map {
      ProjectClient(module: $0.module, make: $0.make, imports: imports[language] ?? [])
    }
  }
}

extension ClientFiles {
  fileprivate init(_ files: FileReader) {
    self.init(
      text: { path in
        do throws(FileReadError) {
          return String(decoding: try files.read(path), as: UTF8.self)
        } catch {
          return nil  // A file that cannot be read is not a source of samples.
        }
      }, files: { folder, ending in files.files(folder) { $0.hasSuffix(ending) } })
  }
}
