/** Functions that have no name of their own: the name is that of what they are assigned to. */
const unnamed = `[
  (arrow_function body: (_) @body)
  (function_expression body: (_) @body)
  (class body: (_) @body)
] @holds`;

/** JavaScript and what TypeScript shares with it; `field` is a class field up to its name, which the two call otherwise. */
export function scriptQuery(field: string): string {
  return `
    (comment) @comment
    (decorator) @decoration
    (import_statement) @import
    (export_statement source: (_)) @import
    ([(lexical_declaration (variable_declarator value: (call_expression function: (identifier) @_callee)))
      (variable_declaration (variable_declarator value: (call_expression function: (identifier) @_callee)))
    ] @import (#eq? @_callee "require"))
    [
      (function_declaration name: (_) @name body: (_) @body)
      (generator_function_declaration name: (_) @name body: (_) @body)
      (class_declaration name: (_) @name body: (_) @body)
      (method_definition name: (_) @name body: (_) @body)
      (variable_declarator name: (_) @name value: ${unnamed})
      (assignment_expression left: [(identifier) @name (member_expression property: (_) @name)] right: ${unnamed})
      (pair key: (_) @name value: ${unnamed})
      (${field}: (_) @name value: ${unnamed})
    ] @definition
    (call_expression function: [(identifier) @call (member_expression property: (_) @call)])
    (new_expression constructor: [(identifier) @call (member_expression property: (_) @call)])
  `;
}

/** Elements call the component of their name. */
export const jsxCalls = `
  (jsx_opening_element name: [(identifier) @call (member_expression property: (_) @call)])
  (jsx_self_closing_element name: [(identifier) @call (member_expression property: (_) @call)])
`;

export const typedScriptQuery = `
  ${scriptQuery('public_field_definition name')}
  (import_alias) @import
  [
    (abstract_class_declaration name: (_) @name body: (_) @body)
    (interface_declaration name: (_) @name body: (_) @body)
    (enum_declaration name: (_) @name body: (_) @body)
    (internal_module name: (_) @name body: (_) @body)
    (module name: (_) @name body: (_) @body)
    (type_alias_declaration name: (_) @name)
    (type_alias_declaration name: (_) @name value: (object_type) @body)
    (function_signature name: (_) @name)
    (method_signature name: (_) @name)
    (abstract_method_signature name: (_) @name)
  ] @definition
`;
