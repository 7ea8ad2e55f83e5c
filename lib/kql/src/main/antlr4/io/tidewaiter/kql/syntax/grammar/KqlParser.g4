// The tabular language. Whether a name is a table, a column or a function is the binder's question, so a source of rows
// is an expression here: `T`, `f(x)`, `(T | take 1)`.
parser grammar KqlParser;

options { tokenVocab = KqlLexer; }

query: statements EOF;

statements: SEMICOLON* (statement (SEMICOLON+ statement)* SEMICOLON*)?;

statement
    : LET name ASSIGN letValue                                              # letStatement
    | SET name (ASSIGN expression)?                                         # setStatement
    | DECLARE name LPAREN (parameter (COMMA parameter)*)? RPAREN            # declareStatement
    | pipeline                                                              # queryStatement
    ;

letValue
    : VIEW? LPAREN (parameter (COMMA parameter)*)? RPAREN LBRACE statements RBRACE   # functionValue
    | pipeline                                                                       # pipelineValue
    ;

parameter
    : name COLON type (ASSIGN literal)?                                              # scalarParameter
    | name COLON LPAREN (STAR | column (COMMA column)*)? RPAREN                      # tabularParameter
    ;

column: name COLON type;
type: IDENTIFIER | DYNAMIC;

pipeline: (operator | source | expression) (PIPE operator)*;

source
    : PRINT assignments                                                              # printSource
    | RANGE name FROM expression TO expression STEP expression                       # rangeSource
    | DATATABLE LPAREN column (COMMA column)* RPAREN LBRACKET (expression (COMMA expression)* COMMA?)? RBRACKET
                                                                                     # datatableSource
    | EXTERNALDATA LPAREN column (COMMA column)* RPAREN LBRACKET (expression (COMMA expression)*)? RBRACKET
        (WITH? LPAREN (option (COMMA option)*)? RPAREN)?                             # externalSource
    | FIND option* (IN LPAREN unionLeg (COMMA unionLeg)* RPAREN)? (WHERE)? expression
        (PROJECT_SMART | PROJECT findColumn (COMMA findColumn)*)?                    # findSource
    ;

findColumn: name (COLON type | LPAREN RPAREN)?;

operator
    : (WHERE | FILTER) hint* (name ASSIGN)? expression                               # whereOperator
    | PROJECT assignments?                                                           # projectOperator
    | EXTEND assignments                                                             # extendOperator
    | PROJECT_AWAY pattern (COMMA pattern)*                                          # projectAwayOperator
    | PROJECT_KEEP pattern (COMMA pattern)*                                          # projectKeepOperator
    | PROJECT_BY_NAMES expression (COMMA expression)*                                # projectByNamesOperator
    | PROJECT_REORDER orderedPattern (COMMA orderedPattern)*                         # projectReorderOperator
    | PROJECT_RENAME renaming (COMMA renaming)*                                      # projectRenameOperator
    | SUMMARIZE hint* assignments? (BY assignments)?                                 # summarizeOperator
    | COUNT (AS name)?                                                               # countOperator
    | DISTINCT hint* assignments                                                     # distinctOperator
    | TOP expression hint* BY ordered (COMMA ordered)*                               # topOperator
    | TOP_NESTED nested (COMMA TOP_NESTED? nested)*                                  # topNestedOperator
    | TOP_HITTERS expression OF expression (BY expression)?                          # topHittersOperator
    | (SORT | ORDER) hint* BY ordered (COMMA ordered)*                               # sortOperator
    | (TAKE | LIMIT) expression                                                      # takeOperator
    | SAMPLE expression                                                              # sampleOperator
    | SAMPLE_DISTINCT expression OF expression                                       # sampleDistinctOperator
    | JOIN (hint | option)* expression ((ON | WHERE) expression (COMMA expression)*)?   # joinOperator
    | LOOKUP (hint | option)* expression ON expression (COMMA expression)*           # lookupOperator
    | UNION (hint | option)* unionLeg (COMMA unionLeg)*                              # unionOperator
    | MV_EXPAND expansionOption* expansion (COMMA expansion)* (LIMIT expression)?    # mvExpandOperator
    | MV_APPLY expansionOption* expansion (COMMA expansion)* (LIMIT expression)? ON LPAREN pipeline RPAREN
                                                                                     # mvApplyOperator
    | (PARSE | PARSE_WHERE) (KIND ASSIGN name)? (option)* expression WITH parsePart+  # parseOperator
    | PARSE_KV expression AS LPAREN column (COMMA column)* RPAREN (WITH LPAREN option (COMMA option)* RPAREN)?
                                                                                     # parseKvOperator
    | MAKE_SERIES hint* (KIND ASSIGN name)? series (COMMA series)* ON expression
        (IN RANGE LPAREN expression COMMA expression COMMA expression RPAREN
        | (FROM expression)? (TO expression)? STEP expression) (BY assignments)?     # makeSeriesOperator
    | SERIALIZE assignments?                                                         # serializeOperator
    | AS (hint | option)* name                                                       # asOperator
    | INVOKE name LPAREN (argument (COMMA argument)*)? RPAREN                        # invokeOperator
    | EVALUATE hint* name LPAREN (argument (COMMA argument)*)? RPAREN
        (COLON LPAREN evaluateColumn (COMMA evaluateColumn)* RPAREN)?                # evaluateOperator
    | SEARCH option* (IN LPAREN unionLeg (COMMA unionLeg)* RPAREN)? expression       # searchOperator
    | GETSCHEMA                                                                      # getschemaOperator
    | RENDER name? option* (WITH LPAREN ((option | name) COMMA?)* RPAREN)?           # renderOperator
    | CONSUME option*                                                                # consumeOperator
    | PARTITION (hint | option)* BY expression (LPAREN pipeline RPAREN | LBRACE pipeline RBRACE)  # partitionOperator
    | FORK forkLeg+                                                                  # forkOperator
    | FACET BY expression (COMMA expression)* (WITH LPAREN pipeline RPAREN)?         # facetOperator
    | SCAN option* (DECLARE LPAREN scanColumn (COMMA scanColumn)* RPAREN)?
        WITH LPAREN scanStep (SEMICOLON scanStep)* SEMICOLON? RPAREN                 # scanOperator
    | (REDUCE | FOREIGN_OPERATOR) foreignPart*                                       # foreignOperator
    ;

scanColumn: column (ASSIGN expression)?;
scanStep: STEP name option* COLON expression (ARROW assignments)?;

// What an operator that is refused may hold.
foreignPart: ~(LPAREN | RPAREN | PIPE | SEMICOLON) | foreignNest;
foreignNest: LPAREN (~(LPAREN | RPAREN) | foreignNest)* RPAREN;
forkLeg: (name ASSIGN)? LPAREN pipeline RPAREN;
unionLeg: expression | wildName;
wildName: name STAR;
hint: HINT ASSIGN (name | literal);
option: name ASSIGN (name | literal | MINUS literal | LPAREN pipeline RPAREN);
expansionOption: (KIND | BAGEXPANSION | WITH_ITEMINDEX) ASSIGN name;
expansion: (name ASSIGN)? expression (TO TYPEOF LPAREN type RPAREN)?;
parsePart: STAR | STRING | name (COLON type)?;
series: assignment (DEFAULT ASSIGN expression)?;
nested: expression? OF assignment (WITH OTHERS ASSIGN expression)? BY (name ASSIGN)? expression (ASC | DESC)?;
evaluateColumn: STAR | column;
renaming: name ASSIGN name;
pattern: (name | STAR)+;
orderedPattern: pattern (ASC | DESC | GRANNY_ASC | GRANNY_DESC)?;
ordered: assignment (ASC | DESC)? (NULLS (FIRST | LAST))?;

assignments: assignment (COMMA assignment)*;
assignment: (name ASSIGN | LPAREN name (COMMA name)* RPAREN ASSIGN)? expression;
argument: (name ASSIGN)? pipeline;

expression
    : primary                                                                        # primaryExpression
    | expression DOT (anyName | LBRACKET expression RBRACKET)                        # memberExpression
    | expression DOT anyName LPAREN (argument (COMMA argument)*)? RPAREN             # methodExpression
    | expression LBRACKET expression RBRACKET                                        # elementExpression
    | (MINUS | PLUS) expression                                                      # signExpression
    | expression (STAR | SLASH | PERCENT) expression                                 # binaryExpression
    | expression (PLUS | MINUS) expression                                           # binaryExpression
    | expression (EQ | NE | EQ_TILDE | NE_TILDE | LT | LE | GT | GE | STRING_OPERATOR | MATCHES REGEX) expression
                                                                                     # binaryExpression
    | expression (IN | HAS_LIST) LPAREN (argument (COMMA argument)* COMMA?)? RPAREN  # listExpression
    | expression (IN | HAS_LIST) primary                                             # listExpression
    | expression BETWEEN LPAREN expression DOTDOT expression RPAREN                  # betweenExpression
    | expression AND expression                                                      # binaryExpression
    | expression OR expression                                                       # binaryExpression
    ;

primary
    : literal                                                                        # literalPrimary
    | name LPAREN (argument (COMMA argument)* COMMA?)? RPAREN                        # callPrimary
    | TYPEOF LPAREN (type | STAR | column (COMMA column)*) RPAREN                    # typeofPrimary
    | name COLON literal                                                             # termPrimary
    | name                                                                           # namePrimary
    | STAR                                                                           # starPrimary
    | LPAREN pipeline RPAREN                                                         # parenthesizedPrimary
    ;

literal
    : STRING+                                                                        # stringLiteral
    | LONG                                                                           # longLiteral
    | REAL                                                                           # realLiteral
    | TIMESPAN                                                                       # timespanLiteral
    | (TRUE | FALSE)                                                                 # boolLiteral
    | TYPED                                                                          # typedLiteral
    | DYNAMIC LPAREN json RPAREN                                                     # dynamicLiteral
    ;

json
    : LBRACE (jsonPair (COMMA jsonPair)* COMMA?)? RBRACE                             # jsonObject
    | LBRACKET (json (COMMA json)* COMMA?)? RBRACKET                                 # jsonArray
    | MINUS? literal                                                                 # jsonLiteral
    | name LPAREN literal RPAREN                                                     # jsonTyped
    | name                                                                           # jsonWord
    ;
jsonPair: (STRING | anyName) COLON json;

name: IDENTIFIER | ODD_NAME | LBRACKET STRING RBRACKET | softWord;

// Words with a meaning at one place only; everywhere else they may be names.
softWord
    : FILTER | COUNT | TOP | SAMPLE | LIMIT | PARSE | SEARCH | FIND | RANGE | PRINT | VIEW | KIND | BAGEXPANSION
    | WITH_ITEMINDEX | OF | STEP | DEFAULT | OTHERS | FIRST | LAST | NULLS | REGEX | REDUCE | SCAN | PARTITION | FORK
    | FACET | EVALUATE | INVOKE | CONSUME | SERIALIZE | AS | SET | DECLARE | TAKE | LOOKUP | RENDER | FROM | TO
    | ORDER | SORT | UNION | DISTINCT | PROJECT | EXTEND | DATATABLE | EXTERNALDATA | GETSCHEMA
    ;

// After a dot everything that looks like a word is a key.
anyName
    : name | WHERE | SUMMARIZE | JOIN | LET | DYNAMIC | TYPEOF | BY | ON | WITH | ASC | DESC
    | AND | OR | IN | STRING_OPERATOR | HAS_LIST | MATCHES | BETWEEN | TRUE | FALSE
    ;
