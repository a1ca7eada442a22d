/// Reloading of open pages while the portal is served for writing. Nothing of it is ever written to disk.
public enum LiveReload {
  /// Address of the script, from the root of the server.
  public static let scriptPath = "/__flowdocs/reload.js"

  /// Asks the server for the number of the build and waits for a newer one. The server answers
  /// `/__flowdocs/changes/N` when there has been a build after the Nth.
  public static let script = """
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
  public static func inject(into page: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(page.count + 128)
    guard let end = find("</head>", in: page, from: 0) else { return page }
    if let policy = find("connect-src 'none'", in: page, from: 0), policy < end {
      output.append(contentsOf: page[..<policy])
      output.put("connect-src 'self'")
      output.append(contentsOf: page[(policy + "connect-src 'none'".utf8.count)..<end])
    } else {
      output.append(contentsOf: page[..<end])
    }
    output.put("<script src=\"")
    output.put(raw: scriptPath)
    output.put("\" defer></script>\n")
    output.append(contentsOf: page[end...])
    return output
  }

  private static func find(_ text: StaticString, in page: [UInt8], from start: Int) -> Int? {
    let count = text.utf8CodeUnitCount
    guard page.count >= count else { return nil }
    search: for index in start...(page.count - count) where page[index] == text.utf8Start[0] {
      for offset in 1..<count where page[index + offset] != text.utf8Start[offset] { continue search }
      return index
    }
    return nil
  }
}
