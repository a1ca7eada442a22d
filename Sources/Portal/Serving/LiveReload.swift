/// Reloads open pages after a build while the portal is served. Nothing of it is written to disk.
enum LiveReload {
  /// Address of the script, from the root of the server.
  static let scriptPath = "/__flowdocs/reload.js"

  /// Asks the server for the number of the build and waits for a newer one. The server answers
  /// `/__flowdocs/changes/N` when there has been a build after the Nth.
  static let script = """
    (function () {
      "use strict";
      var seen = 0;
      function ask() {
        fetch("/__flowdocs/changes/" + seen, { cache: "no-store" }).then(function (response) {
          if (!response.ok) throw new Error(String(response.status));
          return response.text();
        }).then(function (text) {
          var now = parseInt(text, 10);
          if (seen > 0 && now !== seen) return location.reload();
          seen = now;
          setTimeout(ask, 50);
        }).catch(function () { setTimeout(ask, 1000); });
      }
      ask();
    })();

    """

  /// A page with the script in its head, and a policy that allows connections to its own server.
  static func inject(into page: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(page.count + 128)
    guard let end = find("</head>", in: page) else { return page }
    if let policy = find("connect-src 'none'", in: page), policy < end {
      output.append(contentsOf: page[..<policy])
      output.append(contentsOf: "connect-src 'self'".utf8)
      output.append(contentsOf: page[(policy + "connect-src 'none'".utf8.count)..<end])
    } else {
      output.append(contentsOf: page[..<end])
    }
    output.append(contentsOf: "<script src=\"\(scriptPath)\" defer></script>\n".utf8)
    output.append(contentsOf: page[end...])
    return output
  }

  private static func find(_ text: StaticString, in page: [UInt8]) -> Int? {
    let count = text.utf8CodeUnitCount
    guard page.count >= count else { return nil }
    search: for index in 0...(page.count - count) where page[index] == text.utf8Start[0] {
      for offset in 1..<count where page[index + offset] != text.utf8Start[offset] { continue search }
      return index
    }
    return nil
  }
}
