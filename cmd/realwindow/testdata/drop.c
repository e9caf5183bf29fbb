/* drop WINDOW X Y: drops the files named on standard input, one a line, onto the point
 * X, Y of the window, as a file manager does (XDND version 5). It ends with 0 when the
 * window has taken them.
 *
 *     cc -o drop drop.c -lX11
 */
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Display *display;
static Window source, target;

static Atom atom(const char *name) { return XInternAtom(display, name, False); }

static void tell(const char *what, long a, long b, long c, long d) {
	XEvent e;
	memset(&e, 0, sizeof e);
	e.xclient.type = ClientMessage;
	e.xclient.window = target;
	e.xclient.message_type = atom(what);
	e.xclient.format = 32;
	e.xclient.data.l[0] = source;
	e.xclient.data.l[1] = a;
	e.xclient.data.l[2] = b;
	e.xclient.data.l[3] = c;
	e.xclient.data.l[4] = d;
	XSendEvent(display, target, False, NoEventMask, &e);
	XFlush(display);
}

/* list reads the names and makes a text/uri-list of them. */
static char *list(void) {
	size_t room = 1 << 20, used = 0;
	char *all = malloc(room), line[4096];
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = 0;
		if (used + sizeof line * 3 > room) all = realloc(all, room *= 2);
		used += sprintf(all + used, "file://");
		for (unsigned char *c = (unsigned char *)line; *c; c++)
			used += sprintf(all + used, *c > ' ' && *c < 127 && *c != '%' ? "%c" : "%%%02X", *c);
		used += sprintf(all + used, "\r\n");
	}
	return all;
}

static void answer(XSelectionRequestEvent *r, const char *uris) {
	XEvent e;
	memset(&e, 0, sizeof e);
	XChangeProperty(display, r->requestor, r->property, r->target, 8, PropModeReplace, (const unsigned char *)uris, strlen(uris));
	e.xselection.type = SelectionNotify;
	e.xselection.requestor = r->requestor;
	e.xselection.selection = r->selection;
	e.xselection.target = r->target;
	e.xselection.property = r->property;
	e.xselection.time = r->time;
	XSendEvent(display, r->requestor, False, NoEventMask, &e);
	XFlush(display);
}

int main(int argc, char **argv) {
	if (argc != 4 || !(display = XOpenDisplay(NULL))) return 2;
	target = strtoul(argv[1], NULL, 0);
	source = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
	char *uris = list();
	XSetSelectionOwner(display, atom("XdndSelection"), source, CurrentTime);
	tell("XdndEnter", 5L << 24, atom("text/uri-list"), None, None);
	int dropped = 0;
	tell("XdndPosition", 0, atol(argv[2]) << 16 | atol(argv[3]), CurrentTime, atom("XdndActionCopy"));
	alarm(60); /* a window that takes nothing ends this program */
	for (;;) {
		XEvent e;
		XNextEvent(display, &e);
		if (e.type == SelectionRequest) answer(&e.xselectionrequest, uris);
		if (e.type != ClientMessage) continue;
		if (e.xclient.message_type == atom("XdndStatus") && !dropped) {
			if (!(e.xclient.data.l[1] & 1)) return 1;
			dropped = 1;
			tell("XdndDrop", 0, CurrentTime, 0, 0);
		}
		if (e.xclient.message_type == atom("XdndFinished")) return e.xclient.data.l[1] ? 0 : 1; /* some put a length there */
	}
}
