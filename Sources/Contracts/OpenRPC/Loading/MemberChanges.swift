import JSON

extension JSON {
  /// The object with every member's value replaced; names, order and ranges stay. Other values as they are.
  package func mapMembers(_ transform: (String, JSON) -> JSON) -> JSON {
    guard let object else { return self }
    let members = object.members.map { member in
      JSONObject.Member(
        name: member.name, nameRange: member.nameRange, value: transform(member.name, member.value))
    }
    return JSON(.object(JSONObject(members)), range: range)
  }

  package func setting(_ name: String, _ value: JSON) -> JSON {
    var object = object ?? JSONObject()
    object[name] = value
    return JSON(.object(object), range: range)
  }
}
