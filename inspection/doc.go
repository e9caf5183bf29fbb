// Package inspection is the domain of Anxun: what a street office inspects,
// what it finds and how each finding is followed until it is closed.
//
// The words, one each:
//
//   - A Place 检查对象 is what is visited: an elder-care place, a road segment, a
//     shop, an old residential courtyard, a watch post.
//   - A Checklist 检查表 is a published, versioned list of Items 检查项 in Sections
//     分类. A published version never changes.
//   - A Basis 检查依据 is one clause of one document, kept in a Library with the days
//     between which it was in force.
//   - An Inspection 检查 is one visit to one Place with one or more Checklists and
//     one or more Inspectors, each of a Department 部门.
//   - An Answer 检查结果 is what was found for one Item. An Item without an Answer is
//     unanswered, which is never the same as "pass".
//   - A Hazard 隐患 is born from a failed Item, or recorded ad hoc, and lives until
//     it is closed. An Action 整改过程 is one step of that life and is never altered.
//   - A Change 变更 is one entry of the journal: who changed which fields of which
//     record from what to what.
//
// Rules live here and only here: transitions (workflow.go), deadlines
// (deadline.go), what must be complete before an inspection is finished
// (completion.go), which items apply to which place (applies.go). The package
// uses the standard library only; storage, windows and spreadsheets depend on
// it, never the other way round. Clocks and ids are injected.
package inspection
