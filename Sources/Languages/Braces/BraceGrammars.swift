extension BraceGrammar {
  static let javascript = BraceGrammar(
    words: WordTable(
      (
        .keyword,
        """
        abstract as async await break case catch class const continue debugger declare default delete do \
        else enum export extends finally for from function get if implements import in instanceof \
        interface keyof let namespace new of private protected public readonly return satisfies set static \
        super switch throw try type typeof var void while with yield
        """
      ),
      (.literal, "true false null undefined NaN Infinity"), (.variable, "this arguments")
    ), hasBackquoted: true, hasTemplates: true, hasAnnotations: true, hasRegularExpressions: true)

  static let c = BraceGrammar(
    words: WordTable(
      (
        .keyword,
        """
        alignas auto break case catch class const constexpr continue default delete do else enum explicit \
        extern final for friend goto if inline mutable namespace new noexcept operator override private \
        protected public register restrict return sizeof static struct switch template this throw try \
        typedef typename union using virtual volatile while
        """
      ),
      (
        .type,
        """
        bool char double float int long short signed unsigned void size_t ssize_t int8_t int16_t int32_t \
        int64_t uint8_t uint16_t uint32_t uint64_t
        """
      ),
      (.literal, "true false NULL nullptr")
    ), hasDirectives: true)

  static let go = BraceGrammar(
    words: WordTable(
      (
        .keyword,
        """
        break case chan const continue default defer else fallthrough for func go goto if import interface \
        map package range return select struct switch type var
        """
      ),
      (
        .type,
        """
        any bool byte error float32 float64 int int8 int16 int32 int64 rune string uint \
        uint8 uint16 uint32 uint64
        """
      ),
      (.literal, "true false nil iota")
    ), hasBackquoted: true)

  static let rust = BraceGrammar(
    words: WordTable(
      (
        .keyword,
        """
        as async await break const continue crate dyn else enum extern fn for if impl in let loop match \
        mod move mut pub ref return self Self static struct super trait type unsafe use where while
        """
      ),
      (.type, "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize"),
      (.literal, "true false None Some Ok Err")
    ), nestsComments: true, hasSingleQuoted: false, hasDirectives: true)

  static let java = BraceGrammar(
    words: WordTable(
      (
        .keyword,
        """
        abstract as assert break by case catch class const continue data default do else enum extends \
        final finally for fun if implements import in instanceof interface internal is namespace new \
        object open override package private protected public record return sealed static struct super \
        switch synchronized this throw throws try using val var void volatile when while yield
        """
      ),
      (.type, "boolean byte char double float int long short string"), (.literal, "true false null")
    ), hasAnnotations: true)

  static let sql = BraceGrammar(
    words: WordTable(
      (
        .keyword,
        """
        add all alter and as asc begin between by cascade case check column commit constraint create cross \
        default delete desc distinct drop else end exists explain analyze foreign from full group having \
        if in index inner insert into is join key left like limit not offset on or order outer over \
        partition primary references returning right rollback select set table then to truncate union \
        unique update using vacuum values view when where with
        """
      ),
      (
        .type,
        """
        bigint boolean bytea char date decimal double float int integer interval json jsonb numeric real \
        serial smallint text time timestamp timestamptz uuid varchar
        """
      ),
      (.function, "avg coalesce count max min now row_number sum"), (.literal, "true false null")
    ), ignoresCase: true, lineComment: "--", doublesQuotes: true, marksTypes: false)
}
