package form

import (
	"fmt"
	"strings"

	"anxun/inspection"
)

// Entity is a group of placeholders, as users see them.
type Entity struct {
	Name    string
	Meaning string
	List    bool
	On      Subject // for which documents; both if 0
	Fields  []Field
}

// Field is one placeholder of an entity.
type Field struct {
	Name    string
	Meaning string
}

// Subject is what a document is about.
type Subject int

// The subjects.
const (
	AboutInspection Subject = 1 + iota // 检查记录, 告知单
	AboutHazard                        // 复查单, 移送函
)

// SubjectOf returns what documents of the kind are about.
func SubjectOf(kind inspection.FormKind) Subject {
	if kind.OfHazard() {
		return AboutHazard
	}
	return AboutInspection
}

// fields reads the short form "name meaning | name meaning …".
func fields(text string) []Field {
	var all []Field
	for part := range strings.SplitSeq(text, "|") {
		name, meaning, _ := strings.Cut(strings.TrimSpace(part), " ")
		all = append(all, Field{Name: name, Meaning: meaning})
	}
	return all
}

// Catalogue lists every placeholder.
func Catalogue() []Entity {
	return []Entity{
		{Name: "文书", Meaning: "这份文书", Fields: fields("编号 文号，如 桐街检告K7〔2026〕3号 | 名称 文书名称 | 日期 编号的日期 | 打印时间 打印的日期和时间 | " +
			"检查记录 同一次检查的检查记录文号 | 告知单 同一次检查的告知单文号 | 责改书 同一次检查的责令限期整改指令书文号 | 示例 示例数据时为“示例”，否则为空")},
		{Name: "机关", Meaning: "本单位", Fields: fields("名称 街道办事处名称 | 电话 联系电话 | 签发部门 部门文书的签发部门")},
		{Name: "对象", Meaning: "检查对象", Fields: fields("编号 编号 | 名称 名称 | 类别 类别 | 子类 子类 | 地址 地址 | 社区 社区 | 运营单位 运营单位 | " +
			"负责人 负责人 | 电话 电话 | 面积 面积，平方米 | 床位 床位数 | 服务人数 服务人数 | 特征 特征")},
		{Name: "检查", Meaning: "这次检查；随手拍的隐患没有检查，各项为空", Fields: fields("编号 检查编号 | 类型 检查类型勾选行 | 检查表 检查表名称 | 日期 检查日期 | 时间 起止时间，到分 | " +
			"开始 开始时间 | 结束 结束时间 | 部门 参加部门 | 人员 检查人员姓名 | 证号 检查人员执法证号 | 陪同人 被检查单位陪同人 | 备注 备注 | 未检原因 未检查项目的原因")},
		{Name: "经过", Meaning: "检查的经过和结果", On: AboutInspection, Fields: fields("情况 检查情况正文，逐条列出问题 | 依据 检查依据，自动汇总 | 现场处置 当场整改的问题 | " +
			"处理 逐项期限，如“第1项于…前” | 提示 法律责任提示")},
		{Name: "汇总", Meaning: "检查项计数", On: AboutInspection, Fields: fields("应查 应查项数 | 已查 已查项数 | 符合 符合项数 | 不符合 不符合项数 | 不适用 不适用项数 | 数值 填数值的项数 | " +
			"未查 未查项数 | 问题 问题隐患数 | 疑似重大 疑似重大和重大的数量")},
		{Name: "食品", Meaning: "食品安全检查项的计数；序号用要点表的序号，没有的用检查项编号", On: AboutInspection, Fields: fields("检查表 食品安全检查表名称 | 日期 检查日期 | " +
			"项数 判定符合或不符合的项数 | 重点项 重点项项数 | 重点项序号 序号 | 重点问题 重点项中的问题项数 | 重点问题序号 序号 | " +
			"一般项 一般项项数 | 一般项序号 序号 | 一般问题 一般项中的问题项数 | 一般问题序号 序号 | 问题 逐条的序号和问题描述")},
		{Name: "人员", Meaning: "检查人员", List: true, Fields: fields("序号 序号 | 姓名 姓名 | 部门 部门 | 证号 执法证号，没有则为“无证·巡查” | 签名 签名图片")},
		{Name: "结果", Meaning: "已检查的检查项", List: true, On: AboutInspection, Fields: fields("序号 序号 | 编号 检查项编号 | 分类 分类 | 内容 检查内容 | 结果 符合、不符合、不适用或数值 | " +
			"说明 问题描述、不适用的理由或数值 | 等级 隐患等级 | 依据 检查依据，仅不符合的 | 期限 整改期限 | 部门 主责部门，仅不符合的 | 照片 照片编号")},
		{Name: "问题", Meaning: "这次检查发现的问题隐患", List: true, On: AboutInspection, Fields: fields("序号 序号 | 编号 隐患编号 | 描述 描述 | 依据 检查依据 | 等级 等级 | 措施 建议整改措施 | " +
			"标准 整改标准 | 责任人 整改责任人 | 期限 整改期限 | 部门 主责部门 | 状态 现在的状态 | 照片 照片编号")},
		{Name: "隐患", Meaning: "这一条隐患", On: AboutHazard, Fields: fields("编号 隐患编号 | 描述 描述 | 依据 检查依据 | 等级 等级 | 状态 状态 | 检查项 检查项编号 | 发现日期 发现日期 | 发现时间 发现时间 | " +
			"发现人 发现人 | 期限 整改期限 | 责任人 整改责任人 | 标准 整改标准 | 措施 整改措施 | 部门 主责部门 | 返工 复查退回次数 | " +
			"责任 五落实之责任 | 治理措施 五落实之措施 | 资金 五落实之资金 | 时限 五落实之时限 | 预案 五落实之预案")},
		{Name: "整改", Meaning: "最近一次提交的整改", On: AboutHazard, Fields: fields("情况 整改情况 | 日期 提交日期 | 报告人 提交人")},
		{Name: "复查", Meaning: "最近一次复查；还没有复查时为空", On: AboutHazard, Fields: fields("次数 第几次复查 | 日期 复查日期 | 时间 复查时间 | 人员 复查人 | 意见 复查意见 | " +
			"结论 结论勾选行 | 期限 退回后的新期限")},
		{Name: "移送", Meaning: "最近一次移送；还没有移送时为空", On: AboutHazard, Fields: fields("部门 受送部门 | 事由 移送事由 | 日期 移送日期 | 经办人 经办人")},
		{Name: "过程", Meaning: "整改过程", List: true, On: AboutHazard, Fields: fields("序号 序号 | 时间 时间 | 事项 事项 | 经办人 经办人 | 说明 说明 | 期限 期限")},
		{Name: "照片", Meaning: "最早的整改前和最近的整改后照片", On: AboutHazard, Fields: fields("整改前 照片 | 整改后 照片 | 整改前说明 说明 | 整改后说明 说明")},
		{Name: "对比", Meaning: "整改前后照片不止一对时，全部照片成对排列", List: true, On: AboutHazard, Fields: fields("整改前 照片 | 整改后 照片 | 整改前说明 说明 | 整改后说明 说明")},
		{Name: "附图", Meaning: "全部照片", List: true, Fields: fields("编号 照片编号 | 图 照片 | 说明 编号、隐患和时间 | 时间 存入时间 | 隐患 隐患编号")},
		{Name: "签名", Meaning: "签名图片；没有则留空，供手写", Fields: fields("检查人 第一名检查人 | 检查人2 第二名检查人 | 被检查单位 被检查单位负责人 | 见证人 见证人 | 拒签 拒签的理由")},
	}
}

// For returns the entities that documents about the subject have.
func For(subject Subject) []Entity {
	var all []Entity
	for _, entity := range Catalogue() {
		if entity.On == 0 || entity.On == subject {
			all = append(all, entity)
		}
	}
	return all
}

// blank makes values of all placeholders, empty, so that none is missing.
func blank(subject Subject) Values {
	values := Values{Groups: map[string]Group{}, Lists: map[string]List{}}
	for _, entity := range For(subject) {
		group := Group{}
		var names []string
		for _, field := range entity.Fields {
			group[field.Name] = Value{}
			names = append(names, field.Name)
		}
		if entity.List {
			values.Lists[entity.Name] = List{Fields: names}
		} else {
			values.Groups[entity.Name] = group
		}
	}
	return values
}

// set fills fields of a group; the arguments are alternating names and texts. A name
// that the catalogue does not have is a fault of the program.
func (v Values) set(entity string, pairs ...string) {
	group := v.Groups[entity]
	for i := 0; i+1 < len(pairs); i += 2 {
		if _, known := group[pairs[i]]; !known {
			panic(fmt.Sprintf("form: {{%s.%s}} is not in the catalogue", entity, pairs[i]))
		}
		group[pairs[i]] = Value{Text: pairs[i+1], Picture: group[pairs[i]].Picture}
	}
}

// show fills a field with a picture.
func (v Values) show(entity, field string, picture *Picture) {
	v.Groups[entity][field] = Value{Picture: picture}
}

// add appends an element to a list.
func (v Values) add(entity string, pairs ...any) {
	list := v.Lists[entity]
	row := Group{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name := pairs[i].(string)
		if !list.has(name) {
			panic(fmt.Sprintf("form: {{%s.%s}} is not in the catalogue", entity, name))
		}
		switch value := pairs[i+1].(type) {
		case string:
			row[name] = Value{Text: value}
		case *Picture:
			row[name] = Value{Picture: value}
		case int:
			row[name] = Value{Text: fmt.Sprint(value)}
		default:
			panic(fmt.Sprintf("form: {{%s.%s}} cannot show a %T", entity, name, value))
		}
	}
	list.Rows = append(list.Rows, row)
	v.Lists[entity] = list
}
