import Diagnostics
import JSON

/// Reads the records, enumerations and calls of a client in Python. `python3` makes the syntax tree; nothing
/// of the client is executed.
///
/// A record is a class with annotated fields, such as a dataclass or a `TypedDict`. Where it has a
/// `from_json`, the names on the wire are those that it reads from its argument; where it has a `to_json` that
/// gives a dictionary literal, those. An enumeration is a class with `Enum` among its bases. A call is a
/// function that gives a method's name as a string to a call, and the names of params as a dictionary literal or as
/// keywords.
enum PythonClientReader {
  static func read(
    _ sources: [SourceText], _ methods: APIMethods, _ tools: ParserTools
  ) async -> Result<ClientModel, SyntaxFailure> {
    let subject =
      sources.count == 1 ? "1 Python client was" : "\(sources.count) files of a Python client were"
    return await model(sources, methods, tools).mapError { $0.about(subject) }
  }

  private static func model(
    _ sources: [SourceText], _ methods: APIMethods, _ tools: ParserTools
  ) async -> Result<ClientModel, SyntaxFailure> {
    let input = JSON.array(sources.map { .string($0.text) }).bytes()
    switch await tools.run("python3", ["-I", "-W", "ignore", "-c", program], input: input) {
    case .failure(let error): return .failure(error)
    case .success(let result):
      do throws(JSONSyntaxError) {
        guard result.succeeded, let files = try JSONParser.parse(result.standardOutput).array else {
          return .failure(
            SyntaxFailure(message: "`python3` failed", details: result.errorText))
        }
        var model = ClientModel()
        for (source, file) in zip(sources, files) { add(file, source, methods, to: &model) }
        return .success(model)
      } catch {
        return .failure(SyntaxFailure(message: "`python3` did not print JSON"))
      }
    }
  }

  private static func add(
    _ file: JSON, _ source: SourceText, _ methods: APIMethods, to model: inout ClientModel
  ) {
    func span(_ value: JSON?) -> SourceSpan {
      let start = source.offset(ofLine: value?[0]?.int ?? 1) + (value?[1]?.int ?? 0)
      return source.span(start..<start + (value?[2]?.int ?? 1))
    }
    func field(_ value: JSON) -> ClientField {
      ClientField(
        name: value["name"]?.string ?? "", span: span(value["place"]), type: value["type"].flatMap(type),
        isOptional: value["optional"]?.bool ?? false, mustBeRead: value["mustBeRead"]?.bool ?? false,
        comment: value["comment"]?.string ?? "")
    }
    for item in file["records"]?.array ?? [] {
      model.records.append(
        ClientRecord(
          name: item["name"]?.string ?? "", span: span(item["place"]),
          fields: (item["fields"]?.array ?? []).map(field)))
    }
    for item in file["enumerations"]?.array ?? [] {
      model.enumerations.append(
        ClientEnumeration(
          name: item["name"]?.string ?? "", span: span(item["place"]),
          cases: (item["cases"]?.array ?? []).map { value in
            ClientEnumeration.Case(value: value["value"]?.string ?? "", span: span(value["place"]))
          }))
    }
    // Of each function, all calls that have a string where a method's name would be.
    for calls in file["calls"]?.array ?? [] {
      let call = calls.array?.first { $0["method"]?.string.map(methods.isName) ?? false }
      guard let call, let method = call["method"]?.string else { continue }
      let fields = (call["params"]?.array ?? []).map(field)
      // Other keywords are for the function that sends the call, such as `timeout`.
      let keywords = (call["keywords"]?.array ?? []).map(field)
        .filter { methods.params[method]?.contains($0.name) ?? false }
      model.calls.append(
        ClientCall(
          method: method, span: span(call["place"]), params: fields.isEmpty ? keywords : fields,
          statesAllParams: !fields.isEmpty || call["isOpen"]?.bool == false, answer: call["answer"]?.string,
          comment: call["comment"]?.string ?? ""))
    }
  }

  private static func type(_ value: JSON) -> ClientValueType? {
    switch value["kind"]?.string {
    case "name": value["name"]?.string.map { .name($0) }
    case "list": value["of"].flatMap(type).map { .list($0) }
    case "map": .map
    case "oneOf": .oneOf((value["of"]?.array ?? []).compactMap(type))
    default: nil
    }
  }

  private static let program = #"""
    import ast, json, sys

    LISTS = {"Sequence", "list", "List", "Iterable", "tuple", "Tuple", "set", "Set", "frozenset"}
    MAPS = {"Mapping", "dict", "Dict", "MutableMapping"}
    WRAPPERS = {"Annotated", "NotRequired", "Required", "Final", "ReadOnly"}

    def name(node):
        if isinstance(node, ast.Name): return node.id
        if isinstance(node, ast.Attribute): return node.attr
        if isinstance(node, ast.Constant) and isinstance(node.value, str): return node.value
        return None

    def place(node, length=None):
        end = node.end_col_offset if node.end_lineno == node.lineno else node.col_offset + 1
        return [node.lineno, node.col_offset, length or max(1, end - node.col_offset)]

    def arguments(node):
        return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]

    def kind(node):
        """(type, whether None is one of its values)"""
        if node is None: return None, False
        if isinstance(node, ast.Constant) and node.value is None: return None, True
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try: return kind(ast.parse(node.value, mode="eval").body)
            except SyntaxError: return None, False
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return union([node.left, node.right])
        if isinstance(node, ast.Subscript):
            outer, inner = name(node.value), arguments(node)
            if outer == "Optional":
                return kind(inner[0])[0], True
            if outer == "Union": return union(inner)
            if outer in LISTS: return {"kind": "list", "of": kind(inner[0])[0]}, False
            if outer in MAPS: return {"kind": "map"}, False
            if outer in WRAPPERS:
                found, optional = kind(inner[0])
                return found, optional or outer == "NotRequired"
            return ({"kind": "name", "name": outer} if outer else None), False
        if name(node) in MAPS: return {"kind": "map"}, False
        return ({"kind": "name", "name": name(node)} if name(node) else None), False

    def union(nodes):
        parts = [kind(node) for node in nodes]
        types = []
        for found, _ in parts:
            if found is None: continue
            types += found["of"] if found["kind"] == "oneOf" else [found]
        optional = any(part[1] for part in parts)
        if not types: return None, optional
        return (types[0] if len(types) == 1 else {"kind": "oneOf", "of": types}), optional

    def reads(function):
        """What a function reads from its argument: name on the wire, whether it must be there, field."""
        names = [arg.arg for arg in function.args.args if arg.arg not in ("cls", "self")]
        if not names: return []
        found = []
        def key(node):
            if isinstance(node, ast.Subscript) and name(node.value) == names[0] \
                    and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                return node.slice, True
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" \
                    and name(node.func.value) == names[0] and node.args and isinstance(node.args[0], ast.Constant):
                return node.args[0], False
            return None
        def visit(node, field):
            if isinstance(node, ast.keyword): field = node.arg
            hit = key(node)
            if hit and isinstance(hit[0].value, str):
                found.append({"name": hit[0].value, "must": hit[1], "field": field or hit[0].value,
                              "place": place(hit[0])})
            for child in ast.iter_child_nodes(node): visit(child, field)
        for statement in function.body: visit(statement, None)
        return found

    def literal_keys(function):
        return [key for node in ast.walk(function) if isinstance(node, ast.Dict) for key in zip(node.keys, node.values)
                if isinstance(key[0], ast.Constant) and isinstance(key[0].value, str)]

    def comments(body):
        """Fields and the texts below them."""
        found = {}
        for one, other in zip(body, body[1:]):
            if isinstance(one, ast.AnnAssign) and isinstance(other, ast.Expr) and isinstance(other.value, ast.Constant) \
                    and isinstance(other.value.value, str) and isinstance(one.target, ast.Name):
                found[one.target.id] = other.value.value
        return found

    def record(node):
        texts = comments(node.body)
        total = not any(keyword.arg == "total" and getattr(keyword.value, "value", True) is False
                        for keyword in node.keywords)
        fields = {}
        for item in node.body:
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                found, optional = kind(item.annotation)
                if name(getattr(item.annotation, "value", None)) == "ClassVar": continue
                fields[item.target.id] = {
                    "name": item.target.id, "place": place(item.target), "type": found,
                    "optional": optional or not total, "comment": texts.get(item.target.id, "")}
        functions = {item.name: item for item in node.body if isinstance(item, ast.FunctionDef)}
        listed = list(fields.values())
        if "from_json" in functions:
            listed = []
            for read in reads(functions["from_json"]):
                field = dict(fields.pop(read["field"], {"place": read["place"], "optional": not read["must"]}))
                field.update(name=read["name"], mustBeRead=read["must"])
                listed.append(field)
            # What is never read does not come from the wire.
            listed += [dict(field) for field in fields.values() if not field["optional"]]
        elif "to_json" in functions:
            keys = [key for key, _ in literal_keys(functions["to_json"])]
            if keys:
                listed = [dict(fields.get(key.value, {"optional": False}), name=key.value, place=place(key))
                          if key.value not in fields else fields[key.value] for key in keys]
                listed += [field for field in fields.values() if field["name"] not in [key.value for key in keys]]
        return {"name": node.name, "place": name_place(node), "fields": listed}

    def name_place(node):
        width = 6 if isinstance(node, ast.ClassDef) else 4
        return [node.lineno, node.col_offset + width, len(node.name.encode())]

    def enumeration(node):
        cases = []
        for item in node.body:
            if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant) and isinstance(item.value.value, str):
                cases.append({"value": item.value.value, "place": place(item.value)})
        return {"name": node.name, "place": name_place(node), "cases": cases}

    def given(function):
        """Type and optionality of each argument of a function."""
        args = function.args
        return {arg.arg: kind(arg.annotation) for arg in args.args + args.kwonlyargs}

    def calls(function):
        known = given(function)
        def param(key, value, where):
            found, optional = known.get(key, (None, False))
            for inner in ast.walk(value):
                if isinstance(inner, ast.Name) and inner.id in known and key not in known:
                    found, optional = known[inner.id]
            return {"name": key, "place": where, "type": found, "optional": optional}
        literals = None
        for node in ast.walk(function):
            if not isinstance(node, ast.Call): continue
            named = [keyword for keyword in node.keywords if keyword.arg == "method"]
            first = node.args[0] if node.args else named[0].value if named else None
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)): continue
            others = node.args[1:]
            keywords = [keyword for keyword in node.keywords if keyword.value is not first]
            answer = None
            if others and isinstance(others[-1], ast.Attribute) and others[-1].attr == "from_json":
                answer = name(others.pop().value)
            elif isinstance(function.returns, ast.Subscript): answer = name(arguments(function.returns)[0])
            elif name(function.returns): answer = name(function.returns)
            direct = [value for value in others + [keyword.value for keyword in keywords] if isinstance(value, ast.Dict)]
            if direct:
                pairs = [(key, value) for key, value in zip(direct[0].keys, direct[0].values)
                         if isinstance(key, ast.Constant) and isinstance(key.value, str)]
            else:
                if literals is None: literals = literal_keys(function)
                pairs = literals
            yield {
                "method": first.value, "place": place(first), "answer": answer,
                "params": [param(key.value, value, place(key)) for key, value in pairs],
                "keywords": [param(keyword.arg, keyword.value, place(keyword)) for keyword in keywords if keyword.arg],
                # Whether it may send what is not written in the call: `**params`, or a value that was made before.
                "isOpen": bool(others) or any(keyword.arg in (None, "params") for keyword in keywords),
                "comment": ast.get_docstring(function) or ""}

    def read(text):
        model = {"records": [], "enumerations": [], "calls": []}
        try: tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError): return model
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                if any((name(base) or "").endswith("Enum") for base in node.bases):
                    model["enumerations"].append(enumeration(node))
                elif any(isinstance(item, ast.AnnAssign) for item in node.body):
                    model["records"].append(record(node))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                model["calls"].append(list(calls(node)))
        return model

    json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
    """#
}
