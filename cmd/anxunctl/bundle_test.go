package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// beside is another laptop of the same office.
func (d *desk) beside() *desk {
	d.Helper()
	other := newDesk(d.T)
	other.runs = 100
	other.ok("init")
	return other
}

// fingerprint is the code of the laptop.
func (d *desk) fingerprint() string {
	d.Helper()
	var devices []knownDevice
	d.json(&devices, "devices", "list")
	return devices[0].Fingerprint
}

// inspected has recorded the inspection of the contract, with a photo, and returns its number.
func (d *desk) inspected() string {
	d.Helper()
	d.photo("exit.jpg")
	var recorded struct {
		No string `json:"no"`
	}
	d.json(&recorded, "inspect", "--answers", d.file("answers.yaml", contractAnswers))
	return recorded.No
}

func TestWorkIsCarriedToAnotherLaptop(t *testing.T) {
	a := newSampleDesk(t)
	no := a.inspected()
	b := a.beside()
	path := a.path("out.anxun")
	var sent bundleDocument
	a.json(&sent, "bundle", "export", "--out", path, "--all")
	if sent.Records["inspection"] != 1 || sent.Records["hazard"] != 1 || sent.Photos != 1 || len(sent.Missing) != 0 || sent.From.Fingerprint != a.fingerprint() {
		t.Errorf("%+v", sent)
	}

	if message := b.failing(exitFailed, "bundle", "import", path, "--yes"); !strings.Contains(message, a.fingerprint()) || !strings.Contains(message, "--accept") {
		t.Errorf("an unknown laptop: %s", message)
	}
	if message := b.failing(exitFailed, "bundle", "import", path, "--yes", "--accept", "1111 1111 1111 1111"); !strings.Contains(message, "核对码不一致") {
		t.Errorf("a wrong code: %s", message)
	}
	before := b.journal()
	var preview outcomeDocument
	b.json(&preview, "bundle", "import", path, "--accept", a.fingerprint())
	if preview.Applied || !preview.Accepted || preview.New["inspection"] != 1 || preview.Stored != 1 || b.journal() != before {
		t.Errorf("preview: %+v", preview)
	}
	var taken outcomeDocument
	b.json(&taken, "bundle", "import", path, "--accept", a.fingerprint(), "--yes")
	if !taken.Applied || taken.New["inspection"] != 1 || taken.New["hazard"] != 1 || taken.Conflicts != 0 {
		t.Errorf("%+v", taken)
	}
	for _, list := range [][]string{{"inspections", "list", "--json"}, {"hazards", "list", "--json"}, {"places", "list", "--json"}, {"inspections", "show", no, "--json"}} {
		if mine, theirs := a.ok(list...), b.ok(list...); mine != theirs {
			t.Errorf("%v differ:\n%s\n%s", list, mine, theirs)
		}
	}
	var report verifyDocument
	b.json(&report, "verify")
	if !report.OK || report.Evidence != 1 {
		t.Errorf("%+v", report)
	}
	before = b.journal()
	var again outcomeDocument
	b.json(&again, "bundle", "import", path, "--yes")
	if again.Known != again.Entries || again.Stored != 0 || b.journal() != before {
		t.Errorf("a second time: %+v", again)
	}
	if text := b.ok("bundle", "import", path, "--yes"); !strings.Contains(text, "没有变化") {
		t.Error(text)
	}
	if message := a.failing(exitFailed, "bundle", "import", path); !strings.Contains(message, "本机生成") {
		t.Error(message)
	}
}

func TestOnlyWhatCameSinceIsCarried(t *testing.T) {
	a := newSampleDesk(t)
	first, second, third := a.path("1.anxun"), a.path("2.anxun"), a.path("3.anxun")
	if message := a.failing(exitFailed, "bundle", "export", "--out", first, "--since", "LAST"); !strings.Contains(message, "--all") {
		t.Error(message)
	}
	a.ok("bundle", "export", "--out", first)
	if text := a.ok("bundle", "export", "--out", second, "--since", "LAST"); !strings.Contains(text, "没有新的内容") {
		t.Error(text)
	}
	if _, err := os.Stat(second); err == nil {
		t.Error("an empty bundle was made")
	}
	a.inspected()
	a.ok("bundle", "export", "--out", second, "--since", "last")

	b := a.beside()
	before := b.journal()
	if message := b.failing(exitFailed, "bundle", "import", second, "--accept", a.fingerprint()); !strings.Contains(message, "还没有接收") {
		t.Errorf("out of order: %s", message)
	}
	if b.journal() != before {
		t.Error("something was taken")
	}
	b.ok("bundle", "import", first, "--accept", a.fingerprint(), "--yes")
	b.ok("bundle", "import", second, "--yes")
	b.ok("bundle", "import", first, "--yes")

	// Back again: only what the first laptop cannot have.
	hazard := "hazards submit " + hazardNo(t, b) + " --by 王院长 --note 已清理"
	b.ok(strings.Fields(hazard)...)
	var back bundleDocument
	b.json(&back, "bundle", "export", "--out", third, "--since", a.code())
	if back.Entries > 20 || // among them that it was given the built-in checklists
		back.Records["inspection"] != 0 {
		t.Errorf("%+v", back)
	}
	a.ok("bundle", "import", third, "--accept", b.fingerprint(), "--yes")
	if mine, theirs := a.ok("hazards", "list", "--json"), b.ok("hazards", "list", "--json"); mine != theirs || !strings.Contains(mine, "submitted") {
		t.Errorf("%s\n%s", mine, theirs)
	}
	if message := a.failing(exitFailed, "bundle", "export", "--out", third, "--since", "ZZ"); !strings.Contains(message, "ZZ") {
		t.Error(message)
	}
}

// code is the two characters of the laptop.
func (d *desk) code() string {
	d.Helper()
	var devices []knownDevice
	d.json(&devices, "devices", "list")
	return devices[0].Code
}

func hazardNo(t *testing.T, d *desk) string {
	t.Helper()
	var hazards []struct {
		No string `json:"no"`
	}
	d.json(&hazards, "hazards", "list")
	return hazards[0].No
}

func TestTwoWhoDecideOtherwiseAreBothKept(t *testing.T) {
	a := newSampleDesk(t)
	a.inspected()
	b := a.beside()
	path := a.path("out.anxun")
	a.ok("bundle", "export", "--out", path)
	b.ok("bundle", "import", path, "--accept", a.fingerprint(), "--yes")
	no := hazardNo(t, a)
	a.ok("hazards", "transfer", no, "--by", "张建国", "--to", "fire", "--note", "移交消防")
	b.ok("hazards", "submit", no, "--by", "王院长", "--note", "已清理")
	a.ok("bundle", "export", "--out", path, "--since", "LAST")
	if text := b.ok("bundle", "import", path, "--yes"); !strings.Contains(text, "由人决定") {
		t.Error(text)
	}
}

func TestAPartIsCarried(t *testing.T) {
	a := newSampleDesk(t)
	no := a.inspected()
	path := a.path("out.anxun")
	var sent bundleDocument
	a.json(&sent, "bundle", "export", "--out", path, "--inspection", no)
	if sent.Content != "inspection" || sent.Subject != no || sent.Records["inspection"] != 1 || sent.Photos != 1 || sent.Records["place"] > 1 {
		t.Errorf("%+v", sent)
	}
	b := a.beside()
	b.ok("bundle", "import", path, "--accept", a.fingerprint(), "--yes")
	if mine, theirs := a.ok("hazards", "list", "--json"), b.ok("hazards", "list", "--json"); mine != theirs {
		t.Errorf("%s\n%s", mine, theirs)
	}
	a.ok("bundle", "export", "--out", path)
	b.ok("bundle", "import", path, "--yes") // and all of it afterwards
	if mine, theirs := a.ok("places", "list", "--json"), b.ok("places", "list", "--json"); mine != theirs {
		t.Errorf("%s\n%s", mine, theirs)
	}
	if message := a.failing(exitFailed, "bundle", "export", "--out", path, "--for", "赵六"); !strings.Contains(message, "赵六") {
		t.Error(message)
	}
	a.failing(exitFailed, "bundle", "export", "--out", path, "--inspection", "J0000")
	a.failing(exitUsage, "bundle", "export", "--out", path, "--all", "--since", "LAST")
	a.failing(exitUsage, "bundle", "export")
}

func TestABundleUnderAPassphrase(t *testing.T) {
	a := newSampleDesk(t)
	b := a.beside()
	path, secret := a.path("out.anxun"), a.file("secret.txt", "\ufeff晚晴 2026 安巡\r\n")
	a.failing(exitFailed, "bundle", "export", "--out", path, "--passphrase-file", a.file("empty.txt", "\n"))
	a.failing(exitFailed, "bundle", "export", "--out", path, "--passphrase-file", a.file("short.txt", "abc"))
	if text := a.ok("bundle", "export", "--out", path, "--passphrase-file", secret); !strings.Contains(text, "已用密码加密") {
		t.Error(text)
	}
	if message := b.failing(exitFailed, "bundle", "show", path); !strings.Contains(message, "已加密") {
		t.Error(message)
	}
	if message := b.failing(exitFailed, "bundle", "show", path, "--passphrase-file", a.file("wrong.txt", "又一个密码 2026")); !strings.Contains(message, "密码不对") {
		t.Error(message)
	}
	if text := b.ok("bundle", "show", path, "--passphrase-file", secret); !strings.Contains(text, "尚未认可") || !strings.Contains(text, "都相符") {
		t.Error(text)
	}
	b.ok("bundle", "import", path, "--passphrase-file", secret, "--accept", a.fingerprint(), "--yes")
	left, err := filepath.Glob(filepath.Join(b.data, "*anxun-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left in the data folder: %v, %v", left, err)
	}
}

func TestADamagedBundleIsRefused(t *testing.T) {
	a := newSampleDesk(t)
	a.inspected()
	b := a.beside()
	path := a.path("out.anxun")
	a.ok("bundle", "export", "--out", path)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := b.journal()
	altered := bytes.Clone(content)
	altered[len(altered)/2] ^= 1
	for name, test := range map[string]struct{ content, want string }{
		"cut": {string(content[:len(content)-1]), "不完整"}, "altered": {string(altered), "损坏或被改动"}, "text": {"编号,名称", "不是安巡数据包"},
	} {
		if message := b.failing(exitFailed, "bundle", "import", a.file(name+".anxun", test.content), "--accept", a.fingerprint(), "--yes"); !strings.Contains(message, test.want) || !strings.Contains(message, name+".anxun") {
			t.Errorf("%s: %s", name, message)
		}
	}
	if b.journal() > before+1 { // at most that the laptop was accepted
		t.Error("something was taken")
	}
}

func TestALostLaptopIsBlocked(t *testing.T) {
	a := newSampleDesk(t)
	b := a.beside()
	path := a.path("out.anxun")
	a.ok("bundle", "export", "--out", path)
	b.ok("bundle", "import", path, "--accept", a.fingerprint(), "--yes")
	b.ok("devices", "block", a.code())
	if message := b.failing(exitFailed, "bundle", "import", path, "--accept", a.fingerprint(), "--yes"); !strings.Contains(message, "停止接收") {
		t.Error(message)
	}
	if text := b.ok("devices", "list"); !strings.Contains(text, "停止接收") {
		t.Error(text)
	}
	b.failing(exitUsage, "devices", "accept", a.code())
	b.failing(exitFailed, "devices", "accept", a.code(), "--code", "1111 1111 1111 1111")
	b.failing(exitFailed, "devices", "block", "ZZ")
	b.ok("devices", "accept", a.code(), "--code", a.fingerprint())
	b.ok("bundle", "import", path, "--yes")
}

func TestWhatIsAssignedToAPersonIsCarried(t *testing.T) {
	a := newSampleDesk(t)
	a.inspected()
	session, err := setup.Open(t.Context(), setup.Options{Dir: a.data, Clock: testEnvironment().clock})
	if err != nil {
		t.Fatal(err)
	}
	var place inspection.Place
	err = session.Service.View(t.Context(), func(r inspection.Reader) (err error) {
		place, err = r.PlaceByCode(t.Context(), "YL-003")
		return err
	})
	if err == nil {
		_, err = session.Service.Assign(t.Context(), "王磊", inspection.KindPlace, []inspection.ID{place.ID}, "李敏", "")
	}
	if err = errors.Join(err, session.Close()); err != nil {
		t.Fatal(err)
	}
	path := a.path("out.anxun")
	var sent bundleDocument
	a.json(&sent, "bundle", "export", "--out", path, "--for", "李敏")
	if sent.Content != "person" || sent.Subject != "李敏" || sent.Records["place"] != 1 || sent.Records["hazard"] != 1 {
		t.Errorf("%+v", sent)
	}
	b := a.beside()
	b.ok("bundle", "import", path, "--accept", a.fingerprint(), "--yes")
	if mine, theirs := a.ok("places", "show", "YL-003", "--json"), b.ok("places", "show", "YL-003", "--json"); mine != theirs {
		t.Errorf("%s\n%s", mine, theirs)
	}
	if text := b.ok("places", "list"); strings.Count(text, "YL-") != 1 {
		t.Errorf("more than what was assigned:\n%s", text)
	}
}
