// The words of the language. Every word that the grammar gives a meaning is a token of its own;
// KqlParser.name says which of them may also name a column.
lexer grammar KqlLexer;

// ---- what is skipped: white space of all kinds, also invisible signs that web pages bring along
SPACE: [\p{White_Space}\u200B-\u200F\u2060\uFEFF\u0000]+ -> skip;
COMMENT: '//' ~[\r\n]* -> skip;

// ---- literals
STRING
    : [hH]? '"' (~["\\\r\n] | '\\' ~[\r\n])* '"'
    | [hH]? '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\''
    | [hH]? '@' [hH]? '"' (~["] | '""')* '"'
    | [hH]? '@' [hH]? '\'' (~['] | '\'\'')* '\''
    | [hH]? '```' .*? '```'
    | [hH]? '~~~' .*? '~~~'
    ;
TYPED
    : ('datetime' | 'date' | 'timespan' | 'time' | 'guid' | 'int' | 'long' | 'real' | 'double' | 'decimal' | 'bool'
      | 'boolean') GAP* '(' ~[()[\]{}'";,|=<>]* ')'
    ;
TIMESPAN: DIGIT+ ('.' DIGIT+)? UNIT;
REAL: DIGIT+ '.' DIGIT+ EXPONENT? | DIGIT+ EXPONENT | DIGIT+ '.' EXPONENT? {_input.LA(1) != '.'}?;
LONG: '0' [xX] [0-9a-fA-F]+ | DIGIT+;
TRUE: 'true' | 'True' | 'TRUE';
FALSE: 'false' | 'False' | 'FALSE';

// ---- operators between expressions
EQ: '==';
NE: '!=' | '<>';
EQ_TILDE: '=~';
NE_TILDE: '!~';
LE: '<=';
GE: '>=';
LT: '<';
GT: '>';
AND: 'and';
OR: 'or';
IN: 'in' | '!in' | 'in~' | '!in~';
STRING_OPERATOR
    : '!'? ('has' | 'contains' | 'startswith' | 'endswith' | 'hasprefix' | 'hassuffix' | 'like') '_cs'?
    | 'notcontains' | 'notcontainscs' | 'notlike' | 'notlike_cs' | 'notlikecs' | 'likecs' | 'containscs'
    ;
HAS_LIST: 'has_any' | 'has_all';
MATCHES: 'matches';
REGEX: 'regex';
BETWEEN: '!'? 'between';

// ---- tabular operators
WHERE: 'where';
FILTER: 'filter';
PROJECT: 'project';
PROJECT_AWAY: 'project-away';
PROJECT_BY_NAMES: 'project-by-names';
PROJECT_KEEP: 'project-keep';
PROJECT_RENAME: 'project-rename';
PROJECT_REORDER: 'project-reorder';
PROJECT_SMART: 'project-smart';
EXTEND: 'extend';
SUMMARIZE: 'summarize';
COUNT: 'count';
DISTINCT: 'distinct';
TOP: 'top';
TOP_NESTED: 'top-nested';
TOP_HITTERS: 'top-hitters';
SORT: 'sort';
ORDER: 'order';
TAKE: 'take';
LIMIT: 'limit';
SAMPLE: 'sample';
SAMPLE_DISTINCT: 'sample-distinct';
JOIN: 'join';
LOOKUP: 'lookup';
UNION: 'union';
MV_EXPAND: 'mv-expand' | 'mvexpand';
MV_APPLY: 'mv-apply' | 'mvapply';
PARSE: 'parse';
PARSE_WHERE: 'parse-where';
PARSE_KV: 'parse-kv';
MAKE_SERIES: 'make-series';
SERIALIZE: 'serialize';
AS: 'as';
INVOKE: 'invoke';
EVALUATE: 'evaluate';
SEARCH: 'search';
FIND: 'find';
GETSCHEMA: 'getschema';
RENDER: 'render';
CONSUME: 'consume';
PARTITION: 'partition';
FORK: 'fork';
FACET: 'facet';
REDUCE: 'reduce';
SCAN: 'scan';
PRINT: 'print';
RANGE: 'range';
DATATABLE: 'datatable';
EXTERNALDATA: 'externaldata' | 'external_data';
FOREIGN_OPERATOR
    : 'graph-match' | 'graph-to-table' | 'graph-shortest-paths' | 'graph-mark-components' | 'make-graph'
    | 'macro-expand' | 'execute_and_cache' | 'assert-schema'
    ;

// ---- words inside operators and statements
LET: 'let';
SET: 'set';
DECLARE: 'declare';
VIEW: 'view';
DYNAMIC: 'dynamic';
TYPEOF: 'typeof';
BY: 'by';
ON: 'on';
OF: 'of';
WITH: 'with';
TO: 'to';
FROM: 'from';
STEP: 'step';
DEFAULT: 'default';
OTHERS: 'others';
ASC: 'asc';
DESC: 'desc';
GRANNY_ASC: 'granny-asc';
GRANNY_DESC: 'granny-desc';
NULLS: 'nulls';
FIRST: 'first';
LAST: 'last';
KIND: 'kind';
BAGEXPANSION: 'bagexpansion';
WITH_ITEMINDEX: 'with_itemindex' | 'with_item_index';
HINT: 'hint.' [a-z_]+;

// ---- signs
ARROW: '=>';
ASSIGN: '=';
PIPE: '|';
SEMICOLON: ';';
COMMA: ',';
COLON: ':';
DOTDOT: '..';
DOT: '.';
LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
LBRACE: '{';
RBRACE: '}';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';

IDENTIFIER: [\p{L}_$] [\p{L}\p{Nd}_$]*;
ODD_NAME: DIGIT+ [\p{L}_] [\p{L}\p{Nd}_]*;
OTHER: .;

fragment DIGIT: [0-9];
fragment EXPONENT: [eE] [+-]? DIGIT+;
fragment GAP: [ \t\r\n\u00A0];
fragment UNIT
    : 'd' | 'day' | 'days' | 'h' | 'hr' | 'hrs' | 'hour' | 'hours' | 'm' | 'min' | 'minute' | 'minutes'
    | 's' | 'sec' | 'second' | 'seconds' | 'ms' | 'milli' | 'millis' | 'millisec' | 'millisecond' | 'milliseconds'
    | 'micro' | 'micros' | 'microsec' | 'microsecond' | 'microseconds'
    | 'nano' | 'nanos' | 'nanosec' | 'nanosecond' | 'nanoseconds' | 'tick' | 'ticks'
    ;
