// Of languages that are compiled ahead of time; `outlineQueries` says what the captures mean.

export const cSharpQuery = `
  (comment) @comment
  (using_directive) @import
  [
    (namespace_declaration name: (_) @name body: (_) @body)
    (class_declaration name: (_) @name)
    (class_declaration name: (_) @name body: (_) @body)
    (interface_declaration name: (_) @name body: (_) @body)
    (struct_declaration name: (_) @name)
    (struct_declaration name: (_) @name body: (_) @body)
    (record_declaration name: (_) @name)
    (record_declaration name: (_) @name body: (_) @body)
    (enum_declaration name: (_) @name body: (_) @body)
    (delegate_declaration name: (_) @name)
    (constructor_declaration name: (_) @name body: (_) @body)
    (destructor_declaration name: (_) @name body: (_) @body)
    (method_declaration name: (_) @name)
    (method_declaration name: (_) @name body: (_) @body)
    (operator_declaration body: (_) @body)
    (conversion_operator_declaration body: (_) @body)
    (property_declaration name: (_) @name accessors: (_) @body)
    (property_declaration name: (_) @name value: (_) @body)
    (indexer_declaration accessors: (_) @body)
    (event_declaration name: (_) @name accessors: (_) @body)
    (local_function_statement name: (_) @name body: (_) @body)
    (variable_declarator name: (_) @name (lambda_expression body: (_) @body) @holds)
  ] @definition
  (invocation_expression function: [
    (identifier) @call
    (generic_name (identifier) @call)
    (member_access_expression name: [(identifier) @call (generic_name (identifier) @call)])
    (conditional_access_expression (member_binding_expression name: (identifier) @call))
  ])
  (object_creation_expression type: [(identifier) @call (generic_name (identifier) @call)])
`;

export const cppQuery = `
  (comment) @comment
  (template_declaration parameters: (_) @decoration)
  [(preproc_include) (using_declaration)] @import
  [
    (function_definition declarator: (_) @name body: (_) @body)
    (function_definition declarator: (_) @name)
    (declaration declarator: [
      (function_declarator) @name
      (pointer_declarator declarator: (function_declarator) @name)
      (reference_declarator (function_declarator) @name)
    ])
    (field_declaration declarator: [
      (function_declarator) @name
      (pointer_declarator declarator: (function_declarator) @name)
      (reference_declarator (function_declarator) @name)
    ])
    (class_specifier name: (_) @name body: (_) @body)
    (struct_specifier name: (_) @name body: (_) @body)
    (union_specifier name: (_) @name body: (_) @body)
    (enum_specifier name: (_) @name body: (_) @body)
    (type_definition type: (_ body: (_) @body) @holds declarator: (_) @name)
    (namespace_definition name: (_) @name body: (_) @body)
    (concept_definition name: (_) @name)
    (preproc_function_def name: (_) @name)
    (init_declarator declarator: (_) @name value: (lambda_expression body: (_) @body) @holds)
  ] @definition
  (call_expression function: [
    (identifier) @call
    (template_function) @call
    (qualified_identifier) @call
    (field_expression field: (_) @call)
  ])
  (new_expression type: [(type_identifier) (qualified_identifier) (template_type)] @call)
`;

export const goQuery = `
  (comment) @comment
  (import_declaration) @import
  [
    (function_declaration name: (_) @name)
    (function_declaration name: (_) @name body: (_) @body)
    (method_declaration name: (_) @name body: (_) @body)
    (type_spec name: (_) @name)
    (type_spec name: (_) @name type: (struct_type (field_declaration_list) @body) @holds)
    (type_spec name: (_) @name type: (interface_type "{" @body) @holds)
    (type_alias name: (_) @name)
    (method_elem name: (_) @name)
    (short_var_declaration
      left: (expression_list . (_) @name)
      right: (expression_list (func_literal body: (_) @body) @holds))
    (var_spec name: (_) @name value: (expression_list (func_literal body: (_) @body) @holds))
  ] @definition
  (call_expression function: [(identifier) @call (selector_expression field: (_) @call)])
  (call_expression function: (index_expression operand: (identifier) @call))
`;

export const javaQuery = `
  [(line_comment) (block_comment)] @comment
  (import_declaration) @import
  [
    (class_declaration name: (_) @name body: (_) @body)
    (interface_declaration name: (_) @name body: (_) @body)
    (enum_declaration name: (_) @name body: (_) @body)
    (record_declaration name: (_) @name body: (_) @body)
    (annotation_type_declaration name: (_) @name body: (_) @body)
    (method_declaration name: (_) @name)
    (method_declaration name: (_) @name body: (_) @body)
    (constructor_declaration name: (_) @name body: (_) @body)
    (compact_constructor_declaration name: (_) @name body: (_) @body)
    (variable_declarator name: (_) @name value: (lambda_expression body: (_) @body) @holds)
  ] @definition
  (method_invocation name: (_) @call)
  (object_creation_expression type: [(type_identifier) @call (generic_type (type_identifier) @call)])
`;

export const rustQuery = `
  [(line_comment) (block_comment)] @comment
  (attribute_item) @decoration
  [(use_declaration) (extern_crate_declaration) (mod_item !body)] @import
  [
    (function_item name: (_) @name body: (_) @body)
    (function_signature_item name: (_) @name)
    (struct_item name: (_) @name)
    (struct_item name: (_) @name body: (_) @body)
    (union_item name: (_) @name body: (_) @body)
    (enum_item name: (_) @name body: (_) @body)
    (trait_item name: (_) @name body: (_) @body)
    (impl_item type: (_) @name body: (_) @body)
    (mod_item name: (_) @name body: (_) @body)
    (macro_definition name: (_) @name)
    (type_item name: (_) @name)
    (let_declaration pattern: (identifier) @name value: (closure_expression body: (_) @body) @holds)
  ] @definition
  (call_expression function: [
    (identifier) @call
    (field_expression field: (_) @call)
    (scoped_identifier name: (_) @call)
    (generic_function function: [
      (identifier) @call
      (field_expression field: (_) @call)
      (scoped_identifier name: (_) @call)
    ])
  ])
  (macro_invocation macro: (_) @call)
  (token_tree (identifier) @call . (token_tree))
`;
