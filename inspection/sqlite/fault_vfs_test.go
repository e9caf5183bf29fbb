package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// faultVFS stands between SQLite and the system's own file layer. It becomes SQLite's
// default for the whole test program, passes everything on, and for the folder that is
// watched also writes down what was written, cut, synced and deleted, and lets syncs
// fail.
type faultVFS struct {
	mutex    sync.Mutex
	folder   string               // watched; "" for none
	open     map[uintptr]openFile // of the folder
	ops      []fileOp
	failSync func(n int) bool // n counts the syncs from 0
	syncs    int
}

// opKind is what was done to a file.
type opKind byte

const (
	opWrite opKind = iota
	opTruncate
	opSync
	opLostSync // reported as failed; the system has forgotten what was not written yet
	opDelete
	opConfirmed // no operation of a file: the change with this number was confirmed
)

type fileOp struct {
	kind   opKind
	file   string // name without folder
	offset int64  // for opTruncate the size, for opConfirmed the number
	data   []byte
	heads  int64 // size of the file of heads at that moment; it is synced at every line
}

// openFile is a file with the functions of the system's own layer, of which kinds of
// files have different ones.
type openFile struct {
	name   string
	passed *lib.Tsqlite3_io_methods
}

// fault is the only one; registering it cannot be undone while connections live.
var fault = sync.OnceValue(registerFaultVFS)

var (
	faultBase    lib.Tsqlite3_vfs                         // the system's own
	faultFuncs   lib.Tsqlite3_vfs                         // ours
	faultMethods = map[uintptr]*lib.Tsqlite3_io_methods{} // ours, by the system's own
	theFault     = &faultVFS{open: map[uintptr]openFile{}}
)

// at reads a value at an address that came from SQLite.
func at[T any](address uintptr) *T { return (*T)(*(*unsafe.Pointer)(unsafe.Pointer(&address))) }

// pointer is how the translated code writes a pointer to a function.
func pointer(function any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&function))[1] }

// called turns such a pointer back.
func called[T any](p uintptr) T {
	return *(*T)(unsafe.Pointer(&p))
}

func registerFaultVFS() *faultVFS {
	tls := libc.NewTLS()
	base := lib.Xsqlite3_vfs_find(tls, 0)
	faultBase = *at[lib.Tsqlite3_vfs](base)
	faultFuncs = faultBase
	name, err := libc.CString("fault")
	if err != nil {
		panic(err)
	}
	faultFuncs.FpNext, faultFuncs.FzName = 0, name
	faultFuncs.FxOpen, faultFuncs.FxDelete = pointer(faultOpen), pointer(faultDelete)
	if code := lib.Xsqlite3_vfs_register(tls, uintptr(unsafe.Pointer(&faultFuncs)), 1); code != lib.SQLITE_OK {
		panic("registering the file layer failed")
	}
	return theFault
}

type (
	openFunc     = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	deleteFunc   = func(*libc.TLS, uintptr, uintptr, int32) int32
	writeFunc    = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	truncateFunc = func(*libc.TLS, uintptr, int64) int32
	closeFunc    = func(*libc.TLS, uintptr) int32
)

func faultOpen(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
	code := called[openFunc](faultBase.FxOpen)(tls, vfs, name, file, flags, out)
	methods := at[lib.Tsqlite3_file](file)
	if code != lib.SQLITE_OK || name == 0 || methods.FpMethods == 0 {
		return code
	}
	short, watched := theFault.watches(libc.GoString(name))
	if !watched {
		return code
	}
	theFault.mutex.Lock()
	defer theFault.mutex.Unlock()
	passed := methods.FpMethods
	ours := faultMethods[passed]
	if ours == nil {
		table := *at[lib.Tsqlite3_io_methods](passed)
		ours = &table
		ours.FxWrite, ours.FxTruncate = pointer(faultWrite), pointer(faultTruncate)
		ours.FxSync, ours.FxClose = pointer(faultSync), pointer(faultClose)
		faultMethods[passed] = ours
	}
	theFault.open[file] = openFile{name: short, passed: at[lib.Tsqlite3_io_methods](passed)}
	methods.FpMethods = uintptr(unsafe.Pointer(ours))
	return code
}

func faultDelete(tls *libc.TLS, vfs, name uintptr, syncFolder int32) int32 {
	code := called[deleteFunc](faultBase.FxDelete)(tls, vfs, name, syncFolder)
	if short, watched := theFault.watches(libc.GoString(name)); watched && code == lib.SQLITE_OK {
		theFault.note(fileOp{kind: opDelete, file: short})
	}
	return code
}

func faultWrite(tls *libc.TLS, file, buffer uintptr, amount int32, offset int64) int32 {
	opened := theFault.file(file)
	code := called[writeFunc](opened.passed.FxWrite)(tls, file, buffer, amount, offset)
	if code == lib.SQLITE_OK {
		data := append([]byte(nil), unsafe.Slice(at[byte](buffer), amount)...)
		theFault.note(fileOp{kind: opWrite, file: opened.name, offset: offset, data: data})
	}
	return code
}

func faultTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	opened := theFault.file(file)
	code := called[truncateFunc](opened.passed.FxTruncate)(tls, file, size)
	if code == lib.SQLITE_OK {
		theFault.note(fileOp{kind: opTruncate, file: opened.name, offset: size})
	}
	return code
}

func faultSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	theFault.mutex.Lock()
	fails := theFault.failSync != nil && theFault.failSync(theFault.syncs)
	theFault.syncs++
	theFault.mutex.Unlock()
	if fails {
		theFault.note(fileOp{kind: opLostSync, file: theFault.file(file).name})
		return lib.SQLITE_IOERR_FSYNC
	}
	// Nothing is really synced: that the power stays on is certain here.
	theFault.note(fileOp{kind: opSync, file: theFault.file(file).name})
	return lib.SQLITE_OK
}

func faultClose(tls *libc.TLS, file uintptr) int32 {
	opened := theFault.file(file)
	theFault.mutex.Lock()
	delete(theFault.open, file)
	theFault.mutex.Unlock()
	return called[closeFunc](opened.passed.FxClose)(tls, file)
}

func (f *faultVFS) file(file uintptr) openFile {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.open[file]
}

// watches reports whether the path is a file of the watched folder that must survive;
// the -shm file need not.
func (f *faultVFS) watches(path string) (short string, watched bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	short = filepath.Base(path)
	return short, f.folder != "" && filepath.Dir(path) == f.folder && !strings.HasSuffix(short, "-shm")
}

func (f *faultVFS) note(op fileOp) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if info, err := os.Stat(filepath.Join(f.folder, headsFile)); err == nil {
		op.heads = info.Size()
	}
	f.ops = append(f.ops, op)
}

// watch begins to write down what happens in the folder.
func (f *faultVFS) watch(folder string, failSync func(n int) bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.folder, f.failSync, f.ops, f.syncs = folder, failSync, nil, 0
}

// stop ends that and returns what happened.
func (f *faultVFS) stop() []fileOp {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	ops := f.ops
	f.folder, f.failSync, f.ops = "", nil, nil
	return ops
}
