import Foundation
import Processes
import Testing

/// A server on this machine's loopback address that answers every connection with what it got, in capitals.
private func withCapitalServer<Value>(_ body: (UInt16) async throws -> Value) async throws -> Value {
  let script = """
    import socketserver, sys
    class Handler(socketserver.StreamRequestHandler):
        def handle(self): self.wfile.write(self.rfile.read().upper())
    socketserver.ThreadingTCPServer.request_queue_size = 100
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()
    """
  let (ports, found) = AsyncStream.makeStream(of: UInt16.self)
  let serving = Task {
    try await ProcessRunner().run("/usr/bin/python3", arguments: ["-c", script], timeout: .seconds(50)) {
      line in
      if let port = UInt16(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)) {
        found.yield(port)
      }
      return nil
    }
  }
  defer { serving.cancel() }
  let port = await ports.first { _ in true }
  return try await body(try #require(port))
}

@Suite(.enabled(if: hasNamespaces), .serialized) struct SandboxNetworkTests {
  @Test(.timeLimit(.minutes(1))) func forwardedPortReachesItsServerAndNothingElseIsReached() async throws {
    try await withCapitalServer { port in
      var session = try ConfinedSession(.full)
      let network = try #require(try SandboxNetwork())
      let inner = try network.forward(port: port)
      session.policy.network = .shared(network)
      let result = try await session.python(
        """
        import socket
        def ask(data):
            with socket.create_connection(("127.0.0.1", \(inner))) as s:
                s.sendall(data); s.shutdown(socket.SHUT_WR)
                return b"".join(iter(lambda: s.recv(65536), b""))
        print(ask(b"hello"), len(ask(b"x" * 3_000_000)), ask(b""))
        try: socket.create_connection(("127.0.0.1", \(inner == port ? 1 : port)))
        except ConnectionRefusedError: print("refused")
        from concurrent.futures import ThreadPoolExecutor
        print(sum(map(len, ThreadPoolExecutor(20).map(ask, [b"y" * 1000] * 60))))
        """)
      #expect(result.outputText == "b'HELLO' 3000000 b''\nrefused\n60000\n", "\(result.errorText)")
      #expect(result.unavailable == [])
    }
  }

  @Test(.timeLimit(.minutes(1))) func programsOfOneNetworkReachEachOther() async throws {
    var session = try ConfinedSession(.full)
    session.policy.network = .shared(try #require(try SandboxNetwork()))
    let other = try ConfinedSession(.full)
    async let serving = session.python(
      """
      import socket
      server = socket.create_server(("127.0.0.1", 7000)); print(server.accept()[0].recv(9).decode())
      """)
    let call =
      "for i in $(seq 200); do if (echo -n \(UUID().uuidString.prefix(8)) > /dev/tcp/127.0.0.1/7000) 2>/dev/null;"
      + " then echo sent; exit; fi; sleep 0.05; done; echo none"
    #expect(try await session.bash(call).outputText == "sent\n")
    #expect(try await serving.outputText.count == 9)
    #expect(
      try await other.bash("(echo > /dev/tcp/127.0.0.1/7000) 2>/dev/null || echo none").outputText == "none\n"
    )
  }

  /// As a service does that calls its client back.
  @Test(.timeLimit(.minutes(1))) func thisProgramConnectsToServersOfTheNetwork() async throws {
    let network = try #require(try SandboxNetwork())
    var session = try ConfinedSession(.full)
    session.policy.network = .shared(network)
    async let serving = session.python(
      """
      import socket
      server = socket.create_server(("127.0.0.1", 7001)); print(server.accept()[0].recv(5))
      """)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(7001).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var isConnected = false
    for _ in 0..<400 where !isConnected {
      let client = try network.socket()
      defer { close(client) }
      let code = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      isConnected = code == 0
      if isConnected {
        #expect(send(client, "hello", 5, 0) == 5)
      } else {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    #expect(try await serving.outputText == "b'hello'\n")
  }

  @Test(.timeLimit(.minutes(1))) func serviceThatIsGoneRefusesConnections() async throws {
    var session = try ConfinedSession(.full)
    let network = try #require(try SandboxNetwork())
    let inner = try network.forward(port: 1)
    session.policy.network = .shared(network)
    let result = try await session.python(
      """
      import socket
      try:
          s = socket.create_connection(("127.0.0.1", \(inner))); print(s.recv(1))
      except OSError as error: print("reset")
      """)
    #expect(["b''\n", "reset\n"].contains(result.outputText))
  }
}
