#!/bin/sh
# The update program of the chaos run: writes down that it was started, and is done.
echo "$ZEROTOUCH_UPDATE" >> "$1"
