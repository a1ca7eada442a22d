import JSON
import OpenRPC

extension ReferenceSection {
  func webhookPage() -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(
      title: "Webhooks", description: "Events that the service posts to your addresses.", order: 15)
    page.heading(1, "Webhooks")
    page.block("The service posts these events to the addresses that are registered with it.")
    if contract.document["x-webhookDelivery"] != nil {
      page.heading(2, "Delivery")
      writeDelivery(into: &page)
    }
    page.heading(2, "Events")
    writeWebhooks(into: &page)
    page.range = 0..<0
    page.ending(tables(from: "webhooks.md"))
    return page
  }

  /// Every event: when it is sent, the fields of its body, and an example body.
  func writeWebhooks(into page: inout PageWriter) {
    for webhook in contract.webhooks {
      page.range = webhook.nameRange
      page.heading(3, PageWriter.escaped(webhook.name))
      page.block(webhook.description ?? webhook.summary)
      page.directive("webhook", webhook.name)
      guard let example = webhook.example else { continue }
      let schema = contract.component(of: webhook.payloadValue).map { " schema=" + $0 } ?? ""
      page.fence("json parse\(schema) title=Body", example.text(.pretty), from: example.range)
    }
  }

  /// The delivery of events, as far as the contract describes it.
  func writeDelivery(into page: inout PageWriter) {
    guard let delivery = contract.document["x-webhookDelivery"] else { return }
    page.range = delivery.range ?? 0..<0
    page.block(delivery["description"]?.string)
    let headers = delivery["headers"]?.array ?? []
    if !headers.isEmpty {
      page.table(
        ["Header", "Says"],
        headers.map { header in
          [PageWriter.code(header["name"]?.string ?? ""), header["description"]?.string ?? ""]
        })
      let examples = headers.compactMap { header in
        header["example"]?.string.map { "\(header["name"]?.string ?? ""): \($0)\n" }
      }
      if !examples.isEmpty { page.fence("text title=\"Headers of an event\"", examples.joined()) }
    }
    if let signature = delivery["signature"] { write(signature: signature, into: &page) }
    if let retries = delivery["retries"] { write(retries: retries, delivery, into: &page) }
  }

  private func write(signature: JSON, into page: inout PageWriter) {
    page.range = signature.range ?? page.range
    page.heading(3, "Signature")
    page.block(signature["description"]?.string)
    let facts: [(String, String?)] = [
      ("Header", signature["header"]?.string.map(PageWriter.code)),
      ("Signed", signature["signed"]?.string.map(PageWriter.code)),
      ("Algorithm", signature["algorithm"]?.string),
      ("Encoding", signature["encoding"]?.string),
      ("Prefix", signature["prefix"]?.string.map(PageWriter.code)),
      ("Clock tolerance", signature["toleranceSeconds"].map { "\($0.text()) s" }),
    ]
    page.table(["Part", "Value"], facts.compactMap { name, value in value.map { [name, $0] } })
  }

  private func write(retries: JSON, _ delivery: JSON, into page: inout PageWriter) {
    page.range = retries.range ?? page.range
    page.heading(3, "Retries")
    page.block(retries["description"]?.string)
    guard let count = retries["count"]?.int, let first = retries["firstDelaySeconds"]?.double, count < 100
    else { return }
    let factor = retries["factor"]?.double ?? 1
    let jitter = (retries["jitterPercent"]?.double ?? 0) / 100
    var wait = first
    var rows = [["1", "none"]]
    for attempt in 0..<count {
      let range =
        jitter > 0 ? "\(seconds(wait * (1 - jitter))) to \(seconds(wait * (1 + jitter)))" : seconds(wait)
      rows.append([String(attempt + 2), range + " s"])
      wait *= factor
    }
    page.table(["Attempt", "Wait after the previous attempt"], rows)
    if let timeout = delivery["timeoutSeconds"] {
      page.block("An attempt without a response within \(timeout.text()) s counts as failed.")
    }
  }

  private func seconds(_ value: Double) -> String { JSON.number(value.rounded()).text() }
}
