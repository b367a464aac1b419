"""What the officers' pages share: who may enter, the measure chosen in the address, lists, exports, words."""
