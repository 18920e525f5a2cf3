import { cppQuery, cSharpQuery, goQuery, javaQuery, rustQuery } from './compiledQueries.ts';
import type { Grammar } from './grammars.ts';
import { jsxCalls, scriptQuery, typedScriptQuery } from './scriptQueries.ts';

/**
 * What makes an outline, in the query language of tree-sitter, by the node types of each grammar
 * (https://tree-sitter.github.io/tree-sitter/using-parsers/queries). The captures:
 * - `definition` with its `name`, the `body` its signature ends before, and the node that `holds` the body where that
 *   is another one,
 * - `import`, and `call` for the name that is called,
 * - `comment` and `decoration` (decorators, attributes): those right above a definition belong to it.
 *
 * Names that begin with `_` are only compared.
 */
export const outlineQueries: Readonly<Record<Grammar, string>> = {
  bash: `
    (comment) @comment
    (function_definition name: (_) @name body: (_) @body) @definition
    ((command name: (command_name) @_command) @import (#any-of? @_command "source" "."))
    (command name: (command_name) @call)
  `,
  'c-sharp': cSharpQuery,
  cpp: cppQuery,
  css: `
    (comment) @comment
    (import_statement) @import
    [
      (rule_set (selectors) @name (block) @body)
      (media_statement (block) @body)
      (supports_statement (block) @body)
      (keyframes_statement (keyframes_name) @name (keyframe_block_list) @body)
      (at_rule (block) @body)
    ] @definition
  `,
  go: goQuery,
  java: javaQuery,
  javascript: scriptQuery('field_definition property') + jsxCalls,
  php: `
    (comment) @comment
    (namespace_use_declaration) @import
    (expression_statement [
      (require_expression)
      (require_once_expression)
      (include_expression)
      (include_once_expression)
    ]) @import
    [
      (namespace_definition name: (_) @name body: (_) @body)
      (class_declaration name: (_) @name body: (_) @body)
      (interface_declaration name: (_) @name body: (_) @body)
      (trait_declaration name: (_) @name body: (_) @body)
      (enum_declaration name: (_) @name body: (_) @body)
      (method_declaration name: (_) @name)
      (method_declaration name: (_) @name body: (_) @body)
      (function_definition name: (_) @name body: (_) @body)
      (assignment_expression
        left: (_) @name
        right: [(anonymous_function body: (_) @body) (arrow_function body: (_) @body)] @holds)
    ] @definition
    (function_call_expression function: [(name) (qualified_name) (variable_name)] @call)
    (scoped_call_expression name: (name) @call)
    (member_call_expression name: (name) @call)
    (nullsafe_member_call_expression name: (name) @call)
    (object_creation_expression [(name) (qualified_name)] @call)
  `,
  powershell: `
    (comment) @comment
    [
      (function_statement (function_name) @name "{" @body)
      (class_statement . (simple_name) @name "{" @body)
      (class_method_definition (simple_name) @name "{" @body)
      (enum_statement . (simple_name) @name "{" @body)
    ] @definition
    ((command command_name: (_) @_command) @import (#match? @_command "^(?i:using|import-module)$"))
    (command command_name: (_) @call)
    (invokation_expression (member_name) @call)
  `,
  python: `
    (comment) @comment
    (decorator) @decoration
    [(import_statement) (import_from_statement) (future_import_statement)] @import
    [
      (function_definition name: (_) @name body: (_) @body)
      (class_definition name: (_) @name body: (_) @body)
      (assignment left: (identifier) @name right: (lambda body: (_) @body) @holds)
    ] @definition
    (call function: [(identifier) @call (attribute attribute: (_) @call)])
  `,
  ruby: `
    (comment) @comment
    ((call !receiver method: (_) @_method) @import (#any-of? @_method "require" "require_relative" "load"))
    [
      (module name: (_) @name)
      (module name: (_) @name body: (_) @body)
      (class name: (_) @name)
      (class name: (_) @name body: (_) @body)
      (singleton_class value: (_) @name body: (_) @body)
      (method name: (_) @name)
      (method name: (_) @name body: (_) @body)
      (singleton_method name: (_) @name)
      (singleton_method name: (_) @name body: (_) @body)
      (assignment left: (_) @name right: (lambda body: (_) @body) @holds)
    ] @definition
    (call method: (_) @call)
    (body_statement (identifier) @call)
  `,
  rust: rustQuery,
  tsx: typedScriptQuery + jsxCalls,
  typescript: typedScriptQuery,
};
