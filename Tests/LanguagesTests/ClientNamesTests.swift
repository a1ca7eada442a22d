import Testing

@testable import Languages

struct ClientNamesTests {
  @Test func aMethodIsFoundUnderTheNamesThatClientsGiveIt() {
    #expect(ClientNames.words(of: "training.get_status") == ["getstatus", "getstatustraining"])
    #expect(ClientNames.words(of: "webhooks.list") == ["list", "listwebhooks", "listwebhook"])
    #expect(ClientNames.words(of: "ping") == ["ping"])
  }
}
